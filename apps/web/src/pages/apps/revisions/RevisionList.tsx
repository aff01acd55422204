import { RollbackOutlined } from '@ant-design/icons';
import type { App } from '@oatfin/contracts';
import { Button, Popconfirm } from 'antd';
import { useNavigate } from 'umi';
import { useMay } from '@/access';
import type { RevisionDetails } from '@/api/apps';
import { useDeploy } from '@/api/deployments';
import { useNotify } from '@/components/actions/notify';
import { RelativeTime } from '@/time/Time';

/** Revisions from the newest; any earlier one can be deployed again. */
export function RevisionList({ app, revisions }: { app: App; revisions: RevisionDetails[] }) {
  return (
    <section className="panel revision-list" aria-label="Revisions">
      <ol>
        {revisions.map((revision) => (
          <li key={revision.number}>
            <div>
              <div className="row">
                <strong>Revision {revision.number}</strong>
                {revision.number === app.currentRevision ? (
                  <span className="label revision-serving">serving</span>
                ) : null}
              </div>
              <div className="muted">
                <RelativeTime at={revision.createdAt} />
                {revision.createdBy ? ` · ${revision.createdBy}` : ''}
              </div>
            </div>
            {revision.number === app.currentRevision ? null : <DeployAgain app={app} number={revision.number} />}
          </li>
        ))}
      </ol>
    </section>
  );
}

function DeployAgain({ app, number }: { app: App; number: number }) {
  const mayDeploy = useMay('deployment:create');
  const deploy = useDeploy(app.id);
  const navigate = useNavigate();
  const notify = useNotify();
  if (!mayDeploy) return null;
  async function confirm() {
    try {
      const deployment = await deploy.mutateAsync(number);
      navigate(`/apps/${app.id}/deployments/${deployment.id}`);
    } catch (error) {
      notify.fail(error);
    }
  }
  return (
    <Popconfirm
      title={`Deploy revision ${number} again?`}
      description="With the images, env and secrets it had. The app’s settings stay as they are."
      okText="Deploy"
      cancelText="Not now"
      onConfirm={confirm}
    >
      <Button size="small" icon={<RollbackOutlined aria-hidden />} loading={deploy.isPending}>
        Deploy
      </Button>
    </Popconfirm>
  );
}
