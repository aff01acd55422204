import type { CreateRegistryBody, Registry } from '@oatfin/contracts';
import { Alert, AutoComplete, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { showProblem } from '@/api/field-errors';
import { useCreateRegistry, useUpdateRegistry, useVerifyRegistry } from '@/api/registries';
import { useNotify } from '@/components/actions/notify';

const hosts = ['docker.io', 'ghcr.io', 'quay.io', 'registry.gitlab.com'].map((value) => ({ value }));

/** Adds or changes a registry, then tries its login. An empty password keeps the stored one. */
export function RegistryDialog({ registry, close }: { registry: Registry | null; close: () => void }) {
  const [form] = Form.useForm<CreateRegistryBody>();
  const [faults, setFaults] = useState<string[]>([]);
  const create = useCreateRegistry();
  const update = useUpdateRegistry();
  const verify = useVerifyRegistry();
  const notify = useNotify();

  async function submit(values: CreateRegistryBody) {
    setFaults([]);
    try {
      const saved = await save(values);
      close();
      verify.mutate(saved.id, {
        onSuccess: () => notify.succeed('Saved, and the login works'),
        onError: notify.fail,
      });
    } catch (error) {
      setFaults(showProblem(form, error));
    }
  }
  async function save({ password, ...values }: CreateRegistryBody): Promise<Registry> {
    if (!registry) return (await create.mutateAsync({ ...values, password })).registry;
    const body = password ? { ...values, password } : values;
    return (await update.mutateAsync({ id: registry.id, body })).registry;
  }

  return (
    <Modal
      open
      title={registry ? `Edit ${registry.name}` : 'Add a registry'}
      okText={registry ? 'Save' : 'Add'}
      confirmLoading={create.isPending || update.isPending}
      onOk={form.submit}
      onCancel={close}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={registry ? { name: registry.name, host: registry.host, username: registry.username } : {}}
        onFinish={submit}
      >
        {faults.length > 0 ? (
          <Form.Item>
            <Alert type="error" showIcon title={faults.join(' ')} role="alert" />
          </Form.Item>
        ) : null}
        <RegistryFields isStored={registry !== null} />
        <button type="submit" hidden tabIndex={-1} aria-hidden="true" />
      </Form>
    </Modal>
  );
}

function RegistryFields({ isStored }: { isStored: boolean }) {
  return (
    <>
      <Form.Item name="host" label="Host" rules={[{ required: true, message: 'Say which registry' }]}>
        <AutoComplete options={hosts} placeholder="registry.example.com" autoFocus />
      </Form.Item>
      <Form.Item name="name" label="Name" rules={[{ required: true, whitespace: true, message: 'Give it a name' }]}>
        <Input placeholder="Team registry" maxLength={64} />
      </Form.Item>
      <Form.Item name="username" label="User name" rules={[{ required: true, message: 'Enter the user name' }]}>
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="password"
        label="Password or access token"
        extra={isStored ? 'Leave it empty to keep the stored one.' : 'An access token that may only read is best.'}
        rules={isStored ? [] : [{ required: true, message: 'Enter the password or token' }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </>
  );
}
