import { useRef, useState } from 'react';
import { useReturnFocus } from '@/components/actions/return-focus';
import type { Day } from '@/time/wall-clock';
import type { CalendarEvent } from '../events';

/** What lies open over the calendar. */
export type Shown =
  | { kind: 'day'; day: Day }
  | { kind: 'event'; event: CalendarEvent }
  /** `to`: the day it was dropped on; null asks for it. */
  | { kind: 'move'; event: CalendarEvent; to: Day | null };

export interface Opened {
  shown: Shown | null;
  show: (shown: Shown) => void;
  close: () => void;
}

/** One dialog at a time; the keyboard goes back to where the first was opened from. */
export function useOpened(): Opened {
  const [shown, setShown] = useState<Shown | null>(null);
  const opener = useRef<HTMLElement | null>(null);
  useReturnFocus(shown !== null, opener);
  function show(next: Shown) {
    if (!shown) opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    setShown(next);
  }
  return { shown, show, close: () => setShown(null) };
}
