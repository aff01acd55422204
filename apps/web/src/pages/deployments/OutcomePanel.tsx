import { ExportOutlined } from '@ant-design/icons';
import type { App } from '@oatfin/contracts';
import { Alert, Button } from 'antd';
import type { LiveDeployment } from './live';

interface Props {
  deployment: LiveDeployment;
  app: App | undefined;
}

/** The good end, with the way to the app; or why a deployment waits or was called off. Failures have their own panel. */
export function OutcomePanel({ deployment, app }: Props) {
  if (deployment.status === 'succeeded') return <Success deployment={deployment} app={app} />;
  if (deployment.status === 'blocked' || deployment.status === 'canceled') {
    return (
      <Alert
        type={deployment.status === 'blocked' ? 'warning' : 'info'}
        showIcon
        title={deployment.status === 'blocked' ? 'Waiting' : 'Canceled'}
        description={deployment.reason?.message ?? 'What served before the deployment serves again.'}
      />
    );
  }
  if (deployment.status === 'queued') {
    return (
      <Alert
        type="info"
        showIcon
        title="Waiting for its turn"
        description={deployment.reason?.message ?? queuedWords}
      />
    );
  }
  return null;
}

const queuedWords = 'It starts as soon as a worker is free and no other deployment of this app runs.';

function Success({ deployment, app }: Props) {
  if (!app) return null;
  if (app.currentRevision !== deployment.revision) {
    const serving = app.currentRevision === null ? 'nothing serves any more' : `revision ${app.currentRevision} serves`;
    return <Alert type="info" showIcon title={`It succeeded. By now, ${serving}.`} />;
  }
  const address = app.containers.some(({ publicPort }) => publicPort !== null) ? app.address : null;
  return (
    <section className="panel outcome" aria-label="Outcome">
      <div>
        <h2>Revision {deployment.revision} is serving</h2>
        <p className="muted">{address ?? 'It has no public address.'}</p>
      </div>
      {address && /^https?:/.test(address) ? (
        <Button
          type="primary"
          size="large"
          href={address}
          target="_blank"
          rel="noreferrer"
          icon={<ExportOutlined aria-hidden />}
        >
          Open app
        </Button>
      ) : null}
    </section>
  );
}
