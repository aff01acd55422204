import { Link } from 'umi';
import { useChain } from '@/api/deployments';
import { lookOf, StatusGlyph } from '@/components/status/StatusMark';
import type { LiveDeployment } from './live';

/** The whole chain of a deployment that waits for others that wait for others: each with how it stands. */
export function ChainPanel({ deployment }: { deployment: LiveDeployment }) {
  const chain = useChain(deployment);
  const direct = new Set(deployment.waitsFor.map((one) => one.deployment));
  // What it waits for itself stands in the panel of its schedule already.
  if (!chain.data?.some(({ id }) => !direct.has(id))) return null;
  return (
    <section className="panel" aria-label="Chain">
      <h3 className="due-term">The whole chain, in its order</h3>
      <ol className="chain-line">
        {chain.data.map(({ id, app, appName, status }) => (
          <li key={id}>
            <StatusGlyph look={lookOf('deployment', status)} />
            <Link to={`/apps/${app}/deployments/${id}`}>{appName}</Link>
            <span className="muted">{lookOf('deployment', status).label.toLowerCase()}</span>
          </li>
        ))}
        <li>
          <StatusGlyph look={lookOf('deployment', deployment.status)} />
          <strong>{deployment.appName}</strong>
          <span className="muted">{lookOf('deployment', deployment.status).label.toLowerCase()}</span>
        </li>
      </ol>
    </section>
  );
}
