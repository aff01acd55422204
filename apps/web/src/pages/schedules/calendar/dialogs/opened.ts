import { useState } from 'react';
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

/** One dialog at a time. */
export function useOpened(): Opened {
  const [shown, setShown] = useState<Shown | null>(null);
  return { shown, show: setShown, close: () => setShown(null) };
}
