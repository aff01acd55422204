import type { App, CloneAppBody, CreateAppReply } from '@oatfin/contracts';
import { Alert, AutoComplete, Checkbox, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'umi';
import { useActionKey } from '@/api/action-key';
import { useCloneApp } from '@/api/apps';
import { showProblem } from '@/api/field-errors';
import { LifetimeFields } from '@/components/lifetime/LifetimeFields';
import { type Lifetime, toExpiry } from '@/components/lifetime/lifetime';
import { placeInAppForm } from '../form/place-field';
import { newApp } from '../form/values';
import { Manifest } from './Manifest';

interface Values {
  name: string;
  environment: string;
  lifetime: Lifetime;
  withDependencies: boolean;
}

/** Copies an app, and then shows what the copy took over. */
export default function CloneDialog({ app, close }: { app: App; close: () => void }) {
  const [reply, setReply] = useState<CreateAppReply | null>(null);
  if (reply) return <Cloned source={app} reply={reply} close={close} />;
  return <CloneForm app={app} close={close} done={setReply} />;
}

function CloneForm({ app, close, done }: { app: App; close: () => void; done: (reply: CreateAppReply) => void }) {
  const [form] = Form.useForm<Values>();
  const [faults, setFaults] = useState<string[]>([]);
  const clone = useCloneApp(app.id);
  const withKey = useActionKey();

  async function submit(values: Values) {
    const body = toCloneBody(values);
    setFaults([]);
    try {
      done(await withKey(body, (key) => clone.mutateAsync({ body, key })));
    } catch (error) {
      setFaults(showProblem(form, error, placeInAppForm(newApp())));
    }
  }

  return (
    <Modal
      open
      title={`Clone ${app.name}`}
      okText="Clone"
      confirmLoading={clone.isPending}
      onOk={form.submit}
      onCancel={close}
    >
      <p className="muted dialog-text">The copy runs the same way, under its own name, address and history.</p>
      <Form
        form={form}
        name="clone"
        layout="vertical"
        requiredMark={false}
        initialValues={{ name: '', environment: app.environment, lifetime: { kind: 'none' }, withDependencies: false }}
        onFinish={submit}
      >
        {faults.length > 0 ? (
          <Form.Item>
            <Alert type="error" showIcon title={faults.join(' ')} role="alert" />
          </Form.Item>
        ) : null}
        <Form.Item name="name" label="Name">
          <Input autoFocus maxLength={64} placeholder={`${app.name}-copy`} />
        </Form.Item>
        <Form.Item name="environment" label="Environment">
          <AutoComplete options={['staging', 'development', 'temporary'].map((value) => ({ value }))} />
        </Form.Item>
        <LifetimeFields />
        {app.dependsOn.length > 0 ? (
          <Form.Item name="withDependencies" valuePropName="checked">
            <Checkbox>Copy the apps it depends on as well ({app.dependsOn.length})</Checkbox>
          </Form.Item>
        ) : null}
      </Form>
    </Modal>
  );
}

function toCloneBody({ name, environment, lifetime, withDependencies }: Values): CloneAppBody {
  return {
    ...(name.trim() ? { name: name.trim() } : {}),
    ...(environment ? { environment } : {}),
    ...(lifetime.kind === 'none' ? {} : toExpiry(lifetime)),
    withDependencies,
  };
}

function Cloned({ source, reply, close }: { source: App; reply: CreateAppReply; close: () => void }) {
  const navigate = useNavigate();
  function open() {
    close();
    navigate(`/apps/${reply.app.id}/overview`);
  }
  return (
    <Modal
      open
      width={640}
      title={`${reply.app.name} is ready`}
      okText="Open the copy"
      cancelText="Stay here"
      onOk={open}
      onCancel={close}
    >
      <Manifest entries={reply.manifest ?? []} source={source.name} dependencies={reply.dependencies ?? []} />
    </Modal>
  );
}
