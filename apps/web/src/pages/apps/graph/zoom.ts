import { type RefObject, useEffect, useLayoutEffect, useState } from 'react';

const least = 0.15;
const most = 2;
const step = 1.25;

/** How large the graph is drawn, and how to change that. */
export interface Zoom {
  scale: number;
  canShrink: boolean;
  canGrow: boolean;
  shrink: () => void;
  grow: () => void;
  fit: () => void;
}

/** Begins as large as fits the width, yet readable; with the control key the wheel zooms, at the pointer. */
export function useZoom(viewport: RefObject<HTMLElement | null>, size: { width: number; height: number }): Zoom {
  const [scale, setScale] = useState(1);

  function zoomTo(next: number, at?: { x: number; y: number }) {
    const frame = viewport.current;
    if (!frame) return;
    const wanted = Math.min(most, Math.max(least, next));
    const { x, y } = at ?? { x: frame.clientWidth / 2, y: frame.clientHeight / 2 };
    const ratio = wanted / scale;
    setScale(wanted);
    // After it is drawn, what was below the pointer is there again.
    requestAnimationFrame(() => frame.scrollTo((frame.scrollLeft + x) * ratio - x, (frame.scrollTop + y) * ratio - y));
  }
  function fit() {
    const frame = viewport.current;
    if (frame) setScale(Math.max(least, Math.min(1, frame.clientWidth / size.width, frame.clientHeight / size.height)));
  }

  useLayoutEffect(() => {
    const width = viewport.current?.clientWidth;
    if (width) setScale(Math.min(1, Math.max(0.8, width / size.width)));
  }, [viewport, size.width]);
  useEffect(() => {
    const frame = viewport.current;
    const onWheel = (event: WheelEvent) => {
      if (!frame || !event.ctrlKey) return;
      event.preventDefault();
      const box = frame.getBoundingClientRect();
      zoomTo(scale * 1.002 ** -event.deltaY, { x: event.clientX - box.left, y: event.clientY - box.top });
    };
    frame?.addEventListener('wheel', onWheel, { passive: false });
    return () => frame?.removeEventListener('wheel', onWheel);
  });
  return {
    ...{ scale, fit, canShrink: scale > least, canGrow: scale < most },
    shrink: () => zoomTo(scale / step),
    grow: () => zoomTo(scale * step),
  };
}
