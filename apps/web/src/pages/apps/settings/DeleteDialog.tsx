import type { App } from '@oatfin/contracts';
import { Alert, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useDeleteApp } from '@/api/apps';
import { sentenceOf } from '@/components/feedback/Feedback';

/** Deletes an app once its name has been typed. */
export default function DeleteDialog({ app, close }: { app: App; close: () => void }) {
  const [typed, setTyped] = useState('');
  const remove = useDeleteApp(app.id);
  const isMatching = typed.trim() === app.name;
  function submit() {
    if (isMatching) remove.mutate(undefined, { onSuccess: close });
  }
  return (
    <Modal
      open
      title="Delete this app?"
      okText="Delete for ever"
      cancelText="Keep it"
      okButtonProps={{ danger: true, disabled: !isMatching }}
      confirmLoading={remove.isPending}
      onOk={submit}
      onCancel={close}
    >
      <Form layout="vertical" onFinish={submit}>
        <p className="dialog-text">
          Its containers are stopped and removed, its address stops answering, its secrets and history are erased.
        </p>
        {remove.isError ? <Alert type="error" showIcon title={sentenceOf(remove.error)} /> : null}
        <Form.Item
          label={
            <span>
              Type <strong>{app.name}</strong> to confirm
            </span>
          }
        >
          <Input
            aria-label="Name of the app"
            autoFocus
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
