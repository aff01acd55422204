import { ExportOutlined } from '@ant-design/icons';
import type { App } from '@oatfin/contracts';
import { Alert, Button } from 'antd';
import { Link } from 'umi';
import { HeldByFreeze } from '@/components/deployment/HeldByFreeze';
import { OverrideButton } from '@/components/deployment/OverrideButton';
import { AbsoluteTime } from '@/time/Time';
import type { LiveDeployment } from './live';

interface Props {
  deployment: LiveDeployment;
  app: App | undefined;
}

/** The good end, with the way to the app; or why a deployment waits or was called off. Failures have their own panel. */
export function OutcomePanel({ deployment, app }: Props) {
  if (deployment.status === 'succeeded') return <Success deployment={deployment} app={app} />;
  if (deployment.status === 'blocked') return <Blocked deployment={deployment} />;
  if (deployment.status === 'canceled') {
    return (
      <Alert
        type="info"
        showIcon
        title="Canceled"
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
        description={
          <>
            {deployment.reason?.message ?? queuedWords} <Link to="/queue">See the queue</Link>
          </>
        }
      />
    );
  }
  return null;
}

/** Why it does not start yet, and how long it goes on waiting; an admin may let it through a freeze. */
function Blocked({ deployment }: { deployment: LiveDeployment }) {
  const { reason, notAfter } = deployment;
  return (
    <Alert
      type="warning"
      showIcon
      title="Blocked: nothing has changed yet"
      action={<OverrideButton deployment={deployment} />}
      description={
        <>
          {reason?.code === 'freeze' ? (
            <HeldByFreeze reason={reason} />
          ) : (
            <p>{reason?.message ?? 'It waits for what must come before it.'}</p>
          )}
          {notAfter ? (
            <p>
              It waits until <AbsoluteTime at={notAfter} /> at the latest.
            </p>
          ) : null}
        </>
      }
    />
  );
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
