import { StopOutlined } from '@ant-design/icons';
import type { Deployment } from '@oatfin/contracts';
import { Button, Popconfirm } from 'antd';
import { useMay } from '@/access';
import { hasEnded, useCancelDeployment } from '@/api/deployments';
import { useNotify } from '@/components/actions/notify';

/** Stops a deployment that has not ended. `isNamed` where several stand on one page: screen readers hear which it is. */
export function CancelButton({ deployment, isNamed = false }: { deployment: Deployment; isNamed?: boolean }) {
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
      <Button
        icon={<StopOutlined aria-hidden />}
        danger
        loading={isCanceling}
        disabled={isCanceling}
        {...(isNamed ? { 'aria-label': `Cancel the deployment of ${deployment.appName}` } : {})}
      >
        {isCanceling ? 'Canceling…' : 'Cancel'}
      </Button>
    </Popconfirm>
  );
}
