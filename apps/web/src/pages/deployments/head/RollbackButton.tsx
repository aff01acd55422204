import { RollbackOutlined } from '@ant-design/icons';
import type { App } from '@oatfin/contracts';
import { Button, Popconfirm } from 'antd';
import { useNavigate } from 'umi';
import { useMay } from '@/access';
import { useRollback } from '@/api/deployments';
import { useNotify } from '@/components/actions/notify';
import type { LiveDeployment } from '../live';
import { rollbackOf } from './rollback';

/** Takes a deployment back, or brings it back; then shows the deployment that does it. */
export function RollbackButton({ deployment, app }: { deployment: LiveDeployment; app: App }) {
  const mayDeploy = useMay('deployment:create');
  const rollback = useRollback(deployment.id);
  const notify = useNotify();
  const navigate = useNavigate();
  const offer = rollbackOf(deployment, app);
  if (!offer || !mayDeploy) return null;
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
      title={offer.question}
      description="It is deployed again, with the env and secrets it had."
      okText={offer.label}
      cancelText="Not now"
      onConfirm={confirm}
    >
      <Button icon={<RollbackOutlined aria-hidden />} loading={rollback.isPending}>
        {offer.label}
      </Button>
    </Popconfirm>
  );
}
