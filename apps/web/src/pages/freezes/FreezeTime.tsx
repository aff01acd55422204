import type { FreezeDetails } from '@/api/freezes';
import { lookOf, StatusGlyph } from '@/components/status/StatusMark';
import { formatDistance, formatWall } from '@/time/format';
import { useNow } from '@/time/now';
import { useTimezone } from '@/time/Time';
import { cityOf, sayWallClock } from '@/time/wall-clock';
import { phaseOf } from './order';

/** From when to when, on its own clocks and the reader's, and how that lies to now. */
export function FreezeTime({ freeze }: { freeze: FreezeDetails }) {
  const { from, to, timezone, startsAt, endsAt } = freeze;
  const own = useTimezone();
  // Of a yearly one the present or next time; the dates as they were given once that is over.
  const there = startsAt && endsAt ? span(startsAt, endsAt, timezone) : `${sayWallClock(from)} – ${sayWallClock(to)}`;
  const here = startsAt && endsAt ? span(startsAt, endsAt, own) : there;
  return (
    <div className="freeze-time">
      <div className="row">
        <Phase freeze={freeze} />
        {freeze.yearly ? <span className="muted">comes every year</span> : null}
      </div>
      <div>
        <span className="freeze-span">{there}</span>{' '}
        <span className="muted" title={timezone}>
          {cityOf(timezone)}
        </span>
      </div>
      {here === there ? null : (
        <div className="muted freeze-own">
          {here} for you in {cityOf(own)}
        </div>
      )}
    </div>
  );
}

function Phase({ freeze }: { freeze: FreezeDetails }) {
  const now = useNow();
  const phase = phaseOf(freeze);
  if (phase === 'over') return <span className="muted">Over</span>;
  if (phase === 'coming') {
    return (
      <span className="freeze-phase">
        {freeze.startsAt ? `Begins ${formatDistance(new Date(freeze.startsAt), now)}` : 'Coming'}
      </span>
    );
  }
  return (
    <span className="status-mark tone-warn">
      <StatusGlyph look={lookOf('deployment', 'blocked')} />
      Holds now{freeze.endsAt ? `, ends ${formatDistance(new Date(freeze.endsAt), now)}` : ''}
    </span>
  );
}

function span(startsAt: string, endsAt: string, zone: string): string {
  return `${formatWall(new Date(startsAt), zone)} – ${formatWall(new Date(endsAt), zone)}`;
}
