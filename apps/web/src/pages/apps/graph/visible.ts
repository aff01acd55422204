import { type RefObject, useEffect, useState } from 'react';
import type { Point } from './layout/layout';

/** A part of the drawing, in its own measure. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Drawn around what is seen, so that a short scroll shows no gap; and how often the box is looked at anew. */
const around = 500;
const stride = 250;

/** The part of the drawing that is scrolled into view, generously: of a thousand apps only these are drawn. */
export function useVisibleBox(viewport: RefObject<HTMLElement | null>, scale: number): Box {
  const [box, setBox] = useState<Box>({ left: 0, top: 0, right: 2_000, bottom: 2_000 });
  useEffect(() => {
    const frame = viewport.current;
    if (!frame) return;
    const look = () => setBox((before) => unlessSame(before, boxOf(frame, scale)));
    const observer = new ResizeObserver(look);
    observer.observe(frame);
    frame.addEventListener('scroll', look, { passive: true });
    look();
    return () => {
      observer.disconnect();
      frame.removeEventListener('scroll', look);
    };
  }, [viewport, scale]);
  return box;
}

/** Whether anything that lies between these points is in the box. */
export function isIn(box: Box, points: Point[]): boolean {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  return (
    Math.max(...xs) >= box.left &&
    Math.min(...xs) <= box.right &&
    Math.max(...ys) >= box.top &&
    Math.min(...ys) <= box.bottom
  );
}

function boxOf(frame: HTMLElement, scale: number): Box {
  const near = (value: number) => Math.round(value / scale / stride) * stride;
  return {
    left: near(frame.scrollLeft) - around,
    top: near(frame.scrollTop) - around,
    right: near(frame.scrollLeft + frame.clientWidth) + around,
    bottom: near(frame.scrollTop + frame.clientHeight) + around,
  };
}

function unlessSame(before: Box, next: Box): Box {
  const isSame = (['left', 'top', 'right', 'bottom'] as const).every((side) => before[side] === next[side]);
  return isSame ? before : next;
}
