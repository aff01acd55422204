import { lookOf, StatusGlyph } from '@/components/status/StatusMark';

const shown = [
  lookOf('run', 'due'),
  lookOf('run', 'foreseen'),
  lookOf('deployment', 'blocked'),
  lookOf('deployment', 'running'),
  lookOf('deployment', 'succeeded'),
  lookOf('deployment', 'failed'),
  lookOf('deployment', 'canceled'),
  lookOf('run', 'missed'),
  lookOf('run', 'skipped'),
];

/** What the shapes mean. */
export function Legend() {
  return (
    <ul className="calendar-legend" aria-label="What the shapes mean">
      {shown.map((look) => (
        <li key={look.label} className={`tone-${look.tone}`}>
          <StatusGlyph look={look} size={14} />
          {look.label}
        </li>
      ))}
    </ul>
  );
}
