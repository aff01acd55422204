import { Link } from 'umi';
import { lookOf, StatusGlyph } from '@/components/status/StatusMark';
import './deployment-parts.css';
import { type Awaited, awaitedWords } from './waiting';

/** The deployments that must succeed first, each with how it stands and the way to it. */
export function WaitsFor({ awaited }: { awaited: Awaited[] }) {
  return (
    <ul className="waits-for" aria-label="Waits for">
      {awaited.map(({ deployment, app, appName, status }) => (
        <li key={deployment}>
          <StatusGlyph look={status ? lookOf('deployment', status) : lookOf('step', 'pending')} />
          <span>
            <Link to={status ? `/apps/${app}/deployments/${deployment}` : `/apps/${app}/overview`}>{appName}</Link>{' '}
            <span className="muted">{awaitedWords(status)}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
