import type { PlanEntry } from '@oatfin/contracts';
import { formatHour } from '@/time/format';
import { stepsOf } from './plan';
import './plan.css';

/** A chain in one line: `db 02:45 → api 03:00`. Nothing for an app that needs no other. */
export function PlanLine({ plan, zone }: { plan: PlanEntry[]; zone: string }) {
  if (plan.length < 2) return null;
  return (
    <ol className="plan-line" aria-label="What starts when">
      {stepsOf(plan).map(({ at, isAtOnce, entries }) => (
        <li key={at}>
          <span className="plan-line-names" title={entries.map(({ appName }) => appName).join(', ')}>
            {entries.map(({ appName }) => appName).join(', ')}
          </span>{' '}
          <span className="plan-line-time">{isAtOnce ? 'at once' : formatHour(new Date(at), zone)}</span>
        </li>
      ))}
    </ol>
  );
}
