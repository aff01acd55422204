import type { CreateRegistryBody, Registry } from '@oatfin/contracts';
import { Alert, AutoComplete, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { showProblem } from '@/api/field-errors';
import { useCreateRegistry, useUpdateRegistry, useVerifyRegistry } from '@/api/registries';
import { useNotify } from '@/components/actions/notify';

const hosts = ['docker.io', 'ghcr.io', 'quay.io', 'registry.gitlab.com'].map((value) => ({ value }));

interface Props {
  /** The one to change; null adds one. */
  registry: Registry | null;
  /** Of a new one, when it is known already. */
  host?: string;
  close: () => void;
  saved?: (registry: Registry) => void;
}

/** Adds or changes a registry, then tries its login. An empty password keeps the stored one. */
export default function RegistryDialog({ registry, host = '', close, saved }: Props) {
  const [form] = Form.useForm<CreateRegistryBody>();
  const initial = registry
    ? { name: registry.name, host: registry.host, username: registry.username }
    : { host, name: host };
  const [faults, setFaults] = useState<string[]>([]);
  const create = useCreateRegistry();
  const update = useUpdateRegistry();
  const verify = useVerifyRegistry();
  const notify = useNotify();

  async function submit(values: CreateRegistryBody) {
    setFaults([]);
    try {
      const stored = await save(values);
      saved?.(stored);
      close();
      verify.mutate(stored.id, {
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
        name="registry"
        layout="vertical"
        requiredMark={false}
        initialValues={initial}
        onFinish={submit}
      >
        {faults.length > 0 ? (
          <Form.Item>
            <Alert type="error" showIcon title={faults.join(' ')} role="alert" />
          </Form.Item>
        ) : null}
        <RegistryFields isStored={registry !== null} isHostKnown={host !== ''} />
        <button type="submit" hidden tabIndex={-1} aria-hidden="true" />
      </Form>
    </Modal>
  );
}

function RegistryFields({ isStored, isHostKnown }: { isStored: boolean; isHostKnown: boolean }) {
  return (
    <>
      <Form.Item name="host" label="Host" rules={[{ required: true, message: 'Say which registry' }]}>
        <AutoComplete options={hosts} placeholder="registry.example.com" autoFocus={!isHostKnown} />
      </Form.Item>
      <Form.Item name="name" label="Name" rules={[{ required: true, whitespace: true, message: 'Give it a name' }]}>
        <Input placeholder="Team registry" maxLength={64} />
      </Form.Item>
      <Form.Item name="username" label="User name" rules={[{ required: true, message: 'Enter the user name' }]}>
        <Input autoComplete="off" autoFocus={isHostKnown} />
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
