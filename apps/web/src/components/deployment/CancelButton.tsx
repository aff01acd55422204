import { StopOutlined } from '@ant-design/icons';
import type { Deployment } from '@oatfin/contracts';
import { Button, Popconfirm } from 'antd';
import { useMay } from '@/access';
import { hasEnded, useCancelDeployment } from '@/api/deployments';
import { useNotify } from '@/components/actions/notify';

/** Stops a deployment that has not ended. In a list it is quieter, and screen readers hear which one it is of. */
export function CancelButton({ deployment, isInList = false }: { deployment: Deployment; isInList?: boolean }) {
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
        danger={!isInList}
        loading={isCanceling}
        disabled={isCanceling}
        {...(isInList ? { 'aria-label': `Cancel the deployment of ${deployment.appName}` } : {})}
      >
        {isCanceling ? 'Canceling…' : 'Cancel'}
      </Button>
    </Popconfirm>
  );
}
