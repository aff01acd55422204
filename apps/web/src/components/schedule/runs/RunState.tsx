import { type Look, StatusGlyph } from '@/components/status/StatusMark';
import './runs.css';

/** Shape and word of a run, without the ground that a status mark has. */
export function RunState({ look }: { look: Look }) {
  return (
    <span className={`run-state tone-${look.tone}`}>
      <StatusGlyph look={look} />
      {look.label}
    </span>
  );
}
