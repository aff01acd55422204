import type { Schedule } from '@oatfin/contracts';
import { Distance } from '@/components/schedule/Distance';
import { momentOf } from '@/components/schedule/words/schedule';
import { formatWall } from '@/time/format';
import { useTimezone } from '@/time/Time';
import { cityOf, sayWallClock } from '@/time/wall-clock';

/** The moment on the clock it was given on, on the reader's and in UTC, so that everybody reads the same. */
export function ScheduleWhen({ schedule }: { schedule: Schedule }) {
  const moment = momentOf(schedule);
  const own = useTimezone();
  const { at: given, timezone, cron, status } = schedule;
  if (!moment) return null;
  const at = new Date(moment);
  const there = given ? sayWallClock(given) : formatWall(at, timezone);
  const here = formatWall(at, own);
  return (
    <section className="panel schedule-moment" aria-label="When">
      <div>
        <p className="muted">
          {cron === null ? 'In' : 'Next in'} {cityOf(timezone)}
          {timezone.includes('/') ? <span className="schedule-zone"> {timezone}</span> : null}
          {schedule.fold === 'second' ? ', the second of two equal minutes' : ''}
        </p>
        <p className="schedule-there">{there}</p>
        {status === 'canceled' ? null : (
          <p>
            <Distance at={moment} />
          </p>
        )}
      </div>
      <dl className="schedule-clocks">
        {own === timezone ? null : (
          <div>
            <dt>For you in {cityOf(own)}</dt>
            <dd>{here === there ? 'the same' : here}</dd>
          </div>
        )}
        {timezone === 'UTC' ? null : (
          <div>
            <dt>UTC</dt>
            <dd>{formatWall(at, 'UTC')}</dd>
          </div>
        )}
      </dl>
    </section>
  );
}
