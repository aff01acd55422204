import { DeleteOutlined } from '@ant-design/icons';
import { Button, Form, Input, InputNumber } from 'antd';
import { useRef } from 'react';
import { Disclosure } from '@/components/disclosure/Disclosure';
import { suggestPort } from '../port-suggestion';
import type { ContainerPlace, ContainerValues } from '../values';
import { EnvFields } from './EnvFields';
import { HealthCheckFields } from './HealthCheckFields';
import { ImageField } from './image/ImageField';
import { CommandFields, RegistryField, ResourceFields } from './RunFields';
import { SecretFields } from './SecretFields';
import { summarize } from './summary';

interface Props extends ContainerPlace {
  /** Fills in a port and a name for a new app, from the image. */
  isNew: boolean;
}

/** The two fields everyone fills in: the image and the port that gets the traffic. */
export function ContainerBasics({ index, base, isNew }: Props) {
  const form = Form.useFormInstance();
  const isPortTouched = useRef(false);
  function suggest({ repository }: { repository: string }) {
    if (!isNew || index > 0) return;
    const path = ['containers', index, 'publicPort'];
    if (!isPortTouched.current) form.setFieldValue(path, suggestPort(repository));
    if (!form.getFieldValue('name')) form.setFieldValue('name', repository.split('/').at(-1));
  }
  return (
    <>
      <ImageField index={index} base={base} onFound={suggest} />
      <Form.Item
        name={[...base, 'publicPort']}
        label="Public port"
        extra="Where the app listens for requests; they come in at the app’s address. Leave it empty for no address."
        rules={[{ validator: (_, port) => checkOnePublic(form.getFieldValue('containers') ?? [], index, port) }]}
      >
        <InputNumber
          className="port-input"
          min={1}
          max={65_535}
          precision={0}
          placeholder="8080"
          onChange={() => {
            isPortTouched.current = true;
          }}
        />
      </Form.Item>
    </>
  );
}

/** Everything else about a container, closed, each with what it holds. */
export function ContainerDetails({ index, base }: ContainerPlace) {
  const form = Form.useFormInstance();
  const values: ContainerValues | undefined = Form.useWatch(['containers', index], { form, preserve: true });
  const hints = summarize(values);
  return (
    <div className="disclosures">
      <Disclosure title="Environment variables" hint={hints.env}>
        <EnvFields index={index} base={base} />
      </Disclosure>
      <Disclosure title="Secrets" hint={hints.secrets}>
        <SecretFields index={index} base={base} />
      </Disclosure>
      <Disclosure title="Health check" hint={hints.healthCheck}>
        <HealthCheckFields index={index} base={base} />
      </Disclosure>
      <Disclosure title="Size" hint={hints.size}>
        <ResourceFields base={base} />
      </Disclosure>
      <Disclosure title="Command and ports" hint={hints.command}>
        <CommandFields base={base} />
      </Disclosure>
      <Disclosure title="Private registry" hint={hints.registry}>
        <RegistryField base={base} />
      </Disclosure>
    </div>
  );
}

/** One of several containers, with its name and a way to take it out. */
export function ContainerHead({ index, base, remove }: ContainerPlace & { remove: (() => void) | null }) {
  const form = Form.useFormInstance();
  const hasStoredSecrets = (form.getFieldValue(['containers', index, 'secrets']) ?? []).some(
    (secret: { updatedAt?: string }) => secret.updatedAt,
  );
  return (
    <div className="container-head">
      <Form.Item
        name={[...base, 'name']}
        label="Container name"
        extra={hasStoredSecrets ? 'It has stored secrets, which go by this name; so the name stays.' : undefined}
        rules={[
          { required: true, message: 'Name the container' },
          { pattern: /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/, message: 'Lower-case letters, digits and -, at most 40' },
        ]}
      >
        <Input
          className="mono"
          readOnly={hasStoredSecrets}
          variant={hasStoredSecrets ? 'filled' : 'outlined'}
          maxLength={40}
          spellCheck={false}
        />
      </Form.Item>
      {remove ? (
        <Button icon={<DeleteOutlined aria-hidden />} onClick={remove}>
          Remove container
        </Button>
      ) : null}
    </div>
  );
}

function checkOnePublic(containers: ContainerValues[], index: number, port: unknown): Promise<void> {
  const other = containers.find((container, at) => at !== index && container.publicPort);
  if (!port || !other) return Promise.resolve();
  return Promise.reject(new Error(`“${other.name}” is public already; only one container can be`));
}
