import { lookOf, StatusGlyph } from '@/components/status/StatusMark';
import type { Relatives } from './relatives';
import { neededWords, needsWords } from './words';

const statuses = ['running', 'deploying', 'degraded', 'stopped', 'never_deployed'];

/** What shapes and lines mean; for the app that is looked at, how many it needs and how many need it. */
export function Legend({ name, relatives }: { name: string | null; relatives: Relatives | null }) {
  return (
    <footer className="graph-legend">
      <p>{name && relatives ? <OfOne name={name} relatives={relatives} /> : <OfAll />}</p>
      <ul aria-label="Statuses">
        {statuses.map((status) => (
          <li key={status}>
            <StatusGlyph look={lookOf('app', status)} size={14} /> {lookOf('app', status).label}
          </li>
        ))}
      </ul>
    </footer>
  );
}

function OfAll() {
  return (
    <>
      <LineSample kind="plain" /> from what is needed to what needs it
    </>
  );
}

function OfOne({ name, relatives: { needs, neededBy } }: { name: string; relatives: Relatives }) {
  return (
    <>
      <LineSample kind="needs" /> <strong>{name}</strong> {needsWords(needs.size)} <LineSample kind="needed" />{' '}
      {neededWords(neededBy.size)}
    </>
  );
}

function LineSample({ kind }: { kind: 'plain' | 'needs' | 'needed' }) {
  return (
    <svg width="30" height="8" className={`graph-line graph-line-${kind}`} aria-hidden="true">
      <path d="M1 4h27" />
      <path d="M23 1l5 3-5 3" />
    </svg>
  );
}
