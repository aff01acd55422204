import { millisecondsPerMinute } from './wall-clock';

/**
 * How far away a moment is: `in 3 days 4 hours`, `in 5 minutes`, `2 hours ago`, and `now` within half a minute. `ms` is
 * positive for the future and is rounded to the minute. The largest unit is followed by the next smaller one, if that is
 * not nought. A day is 24 hours here, whatever the clocks do.
 */
export function untilInWords(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / millisecondsPerMinute);
  if (minutes === 0) return 'now';
  const words = twoLargestUnits(minutes);
  return ms > 0 ? `in ${words}` : `${words} ago`;
}

function twoLargestUnits(minutes: number): string {
  const units: [number, string][] = [
    [Math.floor(minutes / 1_440), 'day'],
    [Math.floor(minutes / 60) % 24, 'hour'],
    [minutes % 60, 'minute'],
  ];
  const largest = units.findIndex(([amount]) => amount > 0);
  return units
    .slice(largest, largest + 2)
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount} ${unit}${amount === 1 ? '' : 's'}`)
    .join(' ');
}
