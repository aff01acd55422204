import { type DragEvent, useState } from 'react';
import type { Day } from '@/time/wall-clock';
import type { CalendarEvent } from './events';

let dragged: CalendarEvent | null = null;

/** What is being dragged: the browser shows its data to the page only once it is dropped. */
export const drag = {
  start(start: DragEvent, event: CalendarEvent) {
    if (!event.isMovable) return start.preventDefault();
    dragged = event;
    start.dataTransfer.setData('text/plain', `${event.appName}, ${event.runAt}`);
    start.dataTransfer.effectAllowed = 'move';
  },
  end() {
    dragged = null;
  },
};

/** Makes a day take what is dragged onto it: any other day that is not past. */
export function useDropDay(day: Day, today: Day, drop: (event: CalendarEvent) => void) {
  const [isOver, setOver] = useState(false);
  const takes = () => dragged !== null && dragged.day !== day && day >= today;
  return {
    isOver,
    handlers: {
      onDragOver(over: DragEvent) {
        if (!takes()) return;
        over.preventDefault();
        over.dataTransfer.dropEffect = 'move';
        setOver(true);
      },
      onDragLeave(leave: DragEvent) {
        const to = leave.relatedTarget;
        if (!(to instanceof Node && leave.currentTarget.contains(to))) setOver(false);
      },
      onDrop(end: DragEvent) {
        end.preventDefault();
        setOver(false);
        if (dragged && takes()) drop(dragged);
        dragged = null;
      },
    },
  };
}
