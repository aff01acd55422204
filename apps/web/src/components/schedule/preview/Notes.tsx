import { ExclamationCircleOutlined, InfoCircleOutlined } from '@ant-design/icons';
import type { SchedulePreview } from '@oatfin/contracts';
import './preview.css';

type Kind = SchedulePreview['notes'][number]['kind'];

/** Those that may keep it from running as it is meant. */
const warnings: Kind[] = ['freeze', 'app_expires', 'repeated', 'skipped_time'];

/** What somebody should know before saving. */
export function Notes({ notes }: { notes: SchedulePreview['notes'] }) {
  if (notes.length === 0) return null;
  return (
    <ul className="notes" aria-label="To know before">
      {notes.map(({ kind, message }) => (
        <li key={message} className={warnings.includes(kind) ? 'note tone-warn' : 'note tone-idle'}>
          {warnings.includes(kind) ? <ExclamationCircleOutlined aria-hidden /> : <InfoCircleOutlined aria-hidden />}
          <span>{message}</span>
        </li>
      ))}
    </ul>
  );
}
