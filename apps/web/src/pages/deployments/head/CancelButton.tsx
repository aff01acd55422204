import { StopOutlined } from '@ant-design/icons';
import { Button, Popconfirm } from 'antd';
import { useMay } from '@/access';
import { hasEnded, useCancelDeployment } from '@/api/deployments';
import { useNotify } from '@/components/actions/notify';
import type { LiveDeployment } from '../live';

/** Stops a deployment that has not ended. */
export function CancelButton({ deployment }: { deployment: LiveDeployment }) {
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
