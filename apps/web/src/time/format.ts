const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'long' });
const minute = 60_000;
/** What a page that is drawn every 20 seconds, and the server's clock, may be ahead by. */
const clockSlackMs = 30_000;
const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 24 * 60 * minute],
  ['month', 30 * 24 * 60 * minute],
  ['week', 7 * 24 * 60 * minute],
  ['day', 24 * 60 * minute],
  ['hour', 60 * minute],
  ['minute', minute],
];

/** `3 hours ago`, `in 2 days`, `just now`. Rounds towards now, so that nothing is said to be later than it is. */
export function formatRelative(at: Date, now: Date): string {
  const distance = at.getTime() - now.getTime();
  const [unit, size] = units.find(([, milliseconds]) => Math.abs(distance) >= milliseconds) ?? [];
  if (!unit || !size) return distance > clockSlackMs ? 'in less than a minute' : 'just now';
  return relative.format(Math.trunc(distance / size), unit);
}

/** `21 Nov 2026, 06:29 EST`: a moment as the wall clock of a zone shows it. */
export function formatInZone(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(at);
}

/** `Wed 10 Feb 2027, 03:00`: a moment on the wall clock of a zone, which is named elsewhere. */
export function formatWall(at: Date, timeZone: string): string {
  return `${formatDay(at, timeZone)}, ${formatHour(at, timeZone)}`;
}

/** `Wed 10 Feb 2027`, without the comma that English puts after the day of the week. */
export function formatDay(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  })
    .format(at)
    .replace(',', '');
}

/** `03:00`. */
export function formatHour(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(at);
}

/** `in 3 days 4 hours`, `5 minutes ago`: rounded to the minute, in the two largest units, as the API says it. */
export function formatDistance(at: Date, now: Date): string {
  const distance = at.getTime() - now.getTime();
  const minutes = Math.round(Math.abs(distance) / minute);
  if (minutes === 0) return 'now';
  return distance > 0 ? `in ${formatMinutes(minutes)}` : `${formatMinutes(minutes)} ago`;
}

/** `3 days 4 hours`: the two largest units of so many whole minutes. */
export function formatMinutes(minutes: number): string {
  const units: [number, string][] = [
    [Math.floor(minutes / 1_440), 'day'],
    [Math.floor(minutes / 60) % 24, 'hour'],
    [minutes % 60, 'minute'],
  ];
  const largest = units.findIndex(([count]) => count > 0);
  return units
    .slice(largest, largest + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`)
    .join(' ');
}

/** `06:29:05`, for log lines. */
export function formatClock(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(
    at,
  );
}

/** `2026-11-21 11:29:05 UTC`. */
export function formatUtc(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** `0.4 s`, `12 s`, `3 min 4 s`, `2 h 5 min`. Never negative, whatever two clocks say. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1_000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.floor(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.floor(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
