import { useEffect, useState } from 'react';

/** The present moment, drawn anew every so many milliseconds; `null` holds it still. */
export function useNow(everyMs: number | null = 20_000): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    if (everyMs === null) return;
    const timer = setInterval(() => setNow(new Date()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
