import type { WallClock } from '@oatfin/contracts';
import { formatUtc, formatWall } from '@/time/format';
import { useTimezone } from '@/time/Time';
import { cityOf, sayWallClock } from '@/time/wall-clock';
import './schedule.css';

interface Props {
  at: string;
  /** The zone it was meant in. */
  zone: string;
  /** The minute as somebody gave it, which is what stays when a zone changes its rules. */
  given?: WallClock | null;
}

/** A moment on the clock it was meant on, and on the reader's when that shows something else. */
export function TwoClocks({ at, zone, given }: Props) {
  const own = useTimezone();
  const date = new Date(at);
  const there = given ? sayWallClock(given) : formatWall(date, zone);
  const here = formatWall(date, own);
  const short = shorten(here, there);
  return (
    <span className="two-clocks">
      <time dateTime={at} title={formatUtc(date)}>
        <strong>{there}</strong>{' '}
        <span className="muted" title={zone}>
          {cityOf(zone)}
        </span>
      </time>
      {here === there ? null : (
        <span className="muted two-clocks-own" title={`${here}, ${own}`}>
          {short} for you in {cityOf(own)}
        </span>
      )}
    </span>
  );
}

/** `Wed 10 Feb 2027, 09:00` without what it shares with the time above it: the day, or at least the year. */
function shorten(here: string, there: string): string {
  const [day = '', minute = ''] = here.split(', ');
  const [otherDay = ''] = there.split(', ');
  if (day === otherDay) return minute;
  return day.slice(-4) === otherDay.slice(-4) ? `${day.slice(0, -5)}, ${minute}` : here;
}
