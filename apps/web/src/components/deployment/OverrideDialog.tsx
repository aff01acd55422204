import type { Deployment } from '@oatfin/contracts';
import { Alert, Form, Input, Modal } from 'antd';
import { useOverrideFreeze } from '@/api/deployments';
import { useNotify } from '@/components/actions/notify';
import './deployment-parts.css';
import { sentenceOf } from '@/components/feedback/Feedback';

/** Lets one deployment through a freeze, once its reason is given. */
export default function OverrideDialog({ deployment, close }: { deployment: Deployment; close: () => void }) {
  const [form] = Form.useForm<{ reason: string }>();
  const override = useOverrideFreeze(deployment.id);
  const notify = useNotify();
  function submit({ reason }: { reason: string }) {
    override.mutate(reason.trim(), {
      onSuccess: () => {
        notify.succeed(`${deployment.appName} goes through the freeze`);
        close();
      },
    });
  }
  return (
    <Modal
      open
      title={`Let ${deployment.appName} through the freeze?`}
      okText="Override freeze"
      cancelText="Keep it held"
      confirmLoading={override.isPending}
      onOk={form.submit}
      onCancel={close}
      afterOpenChange={(isOpen) => isOpen && form.focusField('reason')}
    >
      <Form form={form} name="override" layout="vertical" requiredMark={false} onFinish={submit}>
        <p className="override-text">
          It starts as soon as it is its turn. The freeze goes on holding everything else. Your name and the reason are
          kept with the deployment and in the audit trail.
        </p>
        {override.isError ? (
          <Form.Item>
            <Alert type="error" showIcon title={sentenceOf(override.error)} role="alert" />
          </Form.Item>
        ) : null}
        <Form.Item
          name="reason"
          label="Reason"
          rules={[{ required: true, whitespace: true, min: 3, message: 'Say why, in at least 3 characters' }]}
        >
          <Input.TextArea
            maxLength={500}
            autoSize={{ minRows: 2, maxRows: 6 }}
            placeholder="Checkout is broken; this is the fix"
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
