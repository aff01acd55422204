import type { App, ManifestEntry } from '@oatfin/contracts';
import './manifest.css';

interface Props {
  entries: ManifestEntry[];
  source: string;
  dependencies: App[];
}

const actions = {
  copied: { sign: '=', words: 'copied' },
  rewritten: { sign: '~', words: 'changed' },
  left_out: { sign: '−', words: 'left out' },
} as const;

/** What a clone took over from its source, part by part, with the reason. */
export function Manifest({ entries, source, dependencies }: Props) {
  return (
    <>
      <p className="muted">What it took over from {source}:</p>
      <ul className="manifest">
        {entries.map(({ part, action, reason }) => (
          <li key={part} className={`manifest-${action}`}>
            <span className="manifest-action">
              <span aria-hidden="true">{actions[action].sign}</span> {actions[action].words}
            </span>
            <strong>{part}</strong>
            <span className="muted">{reason}</span>
          </li>
        ))}
      </ul>
      {dependencies.length > 0 ? <p>Copied with it: {dependencies.map(({ name }) => name).join(', ')}.</p> : null}
    </>
  );
}
