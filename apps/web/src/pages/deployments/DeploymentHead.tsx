import { RollbackOutlined, StopOutlined } from '@ant-design/icons';
import { Button, Popconfirm } from 'antd';
import { useNavigate } from 'umi';
import { useMay } from '@/access';
import { hasEnded, useCancelDeployment, useRollback } from '@/api/deployments';
import { useNotify } from '@/components/actions/notify';
import { StatusMark } from '@/components/status/StatusMark';
import { triggerWords } from '@/components/status/words';
import { formatDuration } from '@/time/format';
import { useNow } from '@/time/now';
import { RelativeTime } from '@/time/Time';
import type { LiveDeployment } from './live';

/** What is deployed, since when, why, and the way to stop it or to take it back. */
export function DeploymentHead({ deployment }: { deployment: LiveDeployment }) {
  return (
    <header className="spread">
      <div className="stack deployment-title">
        <div className="row">
          <h1>{deployment.revision === null ? 'New revision' : `Revision ${deployment.revision}`}</h1>
          <span role="status" aria-live="polite">
            <StatusMark kind="deployment" status={deployment.status} />
          </span>
        </div>
        <p className="muted">
          {triggerWords(deployment.trigger)}
          {deployment.createdBy ? ` · ${deployment.createdBy}` : ''} · <RelativeTime at={deployment.createdAt} />
          <Elapsed deployment={deployment} />
        </p>
      </div>
      <div className="row">
        <CancelButton deployment={deployment} />
        <RollbackButton deployment={deployment} />
      </div>
    </header>
  );
}

function Elapsed({ deployment: { startedAt, endedAt, status } }: { deployment: LiveDeployment }) {
  const isOver = hasEnded(status);
  const now = useNow(isOver ? null : 1_000);
  if (!startedAt) return null;
  const end = endedAt ? Date.parse(endedAt) : now.getTime();
  if (isOver && !endedAt) return null;
  return (
    <>
      {' · '}
      {isOver ? 'took ' : 'for '}
      {formatDuration(end - Date.parse(startedAt))}
    </>
  );
}

function CancelButton({ deployment }: { deployment: LiveDeployment }) {
  const mayCancel = useMay('deployment:cancel');
  const cancel = useCancelDeployment(deployment.id);
  const notify = useNotify();
  if (hasEnded(deployment.status) || !mayCancel) return null;
  const isCanceling = deployment.cancelRequestedAt !== null || cancel.isPending || cancel.isSuccess;
  return (
    <Popconfirm
      title="Cancel this deployment?"
      description="What served before keeps serving, or serves again."
      okText="Cancel deployment"
      cancelText="Keep going"
      okButtonProps={{ danger: true }}
      onConfirm={() => cancel.mutateAsync(undefined).catch(notify.fail)}
    >
      <Button icon={<StopOutlined aria-hidden />} danger loading={isCanceling} disabled={isCanceling}>
        {isCanceling ? 'Canceling…' : 'Cancel'}
      </Button>
    </Popconfirm>
  );
}

function RollbackButton({ deployment }: { deployment: LiveDeployment }) {
  const mayDeploy = useMay('deployment:create');
  const rollback = useRollback(deployment.id);
  const notify = useNotify();
  const navigate = useNavigate();
  if (deployment.status !== 'succeeded' || deployment.previousRevision === null || !mayDeploy) return null;
  async function confirm() {
    try {
      const started = await rollback.mutateAsync(undefined);
      navigate(`/apps/${started.app}/deployments/${started.id}`);
    } catch (error) {
      notify.fail(error);
    }
  }
  return (
    <Popconfirm
      title={`Go back to revision ${deployment.previousRevision}?`}
      description="It is deployed again, with the env and secrets it had."
      okText="Roll back"
      cancelText="Not now"
      onConfirm={confirm}
    >
      <Button icon={<RollbackOutlined aria-hidden />} loading={rollback.isPending}>
        Roll back to revision {deployment.previousRevision}
      </Button>
    </Popconfirm>
  );
}
