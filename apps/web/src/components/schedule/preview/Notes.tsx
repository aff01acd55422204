import { ExclamationCircleOutlined, InfoCircleOutlined } from '@ant-design/icons';
import { sayInstants } from '../words/instants';
import { mergeFreezes, type Note } from './merge-freezes';
import './preview.css';

/** Those that may keep it from running as it is meant. */
const warnings: Note['kind'][] = ['freeze', 'app_expires', 'repeated', 'skipped_time'];

/** What somebody should know before saving. */
export function Notes({ notes }: { notes: Note[] }) {
  if (notes.length === 0) return null;
  return (
    <ul className="notes" aria-label="To know before">
      {mergeFreezes(notes).map(({ kind, message }) => (
        <li key={message} className={warnings.includes(kind) ? 'note tone-warn' : 'note tone-idle'}>
          {warnings.includes(kind) ? <ExclamationCircleOutlined aria-hidden /> : <InfoCircleOutlined aria-hidden />}
          <span>{sayInstants(message)}</span>
        </li>
      ))}
    </ul>
  );
}
