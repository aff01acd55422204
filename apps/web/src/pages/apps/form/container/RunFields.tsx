import { Form, Input, InputNumber, Select } from 'antd';
import { Link } from 'umi';
import { useRegistries } from '@/api/registries';
import type { ContainerPlace } from '../values';

/** Processor, memory and how many of it. */
export function ResourceFields({ base }: Pick<ContainerPlace, 'base'>) {
  return (
    <div className="field-grid">
      <Form.Item name={[...base, 'cpu']} label="Processor" rules={[{ required: true, message: 'Say how much' }]}>
        <InputNumber min={0.05} max={64} step={0.25} suffix="cores" />
      </Form.Item>
      <Form.Item name={[...base, 'memoryMb']} label="Memory" rules={[{ required: true, message: 'Say how much' }]}>
        <InputNumber min={8} max={1_048_576} step={128} precision={0} suffix="MiB" />
      </Form.Item>
      <Form.Item name={[...base, 'replicas']} label="Replicas" rules={[{ required: true, message: 'Say how many' }]}>
        <InputNumber min={1} max={20} precision={0} />
      </Form.Item>
    </div>
  );
}

/** What it runs and where it listens. */
export function CommandFields({ base }: Pick<ContainerPlace, 'base'>) {
  return (
    <>
      <Form.Item
        name={[...base, 'command']}
        label="Command"
        extra="In place of the image’s own. Quotes keep words together."
      >
        <Input className="mono" placeholder="node server.js --verbose" spellCheck={false} />
      </Form.Item>
      <Form.Item
        name={[...base, 'ports']}
        label="Ports it listens on"
        extra="The public port is among them by itself."
        rules={[{ validator: checkPorts }]}
      >
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', ' ']} placeholder="8080, 9090" />
      </Form.Item>
    </>
  );
}

/** Which credentials to pull with. */
export function RegistryField({ base }: Pick<ContainerPlace, 'base'>) {
  const registries = useRegistries();
  const options = registries.data?.map(({ id, name, host }) => ({ value: id, label: `${name} (${host})` })) ?? [];
  return (
    <Form.Item
      name={[...base, 'registry']}
      label="Credentials"
      extra={
        <>
          Only private images need them. <Link to="/registries">Manage registries</Link>
        </>
      }
    >
      <Select allowClear loading={registries.isPending} options={options} placeholder="None: the image is public" />
    </Form.Item>
  );
}

function checkPorts(_: unknown, ports: string[] = []): Promise<void> {
  const bad = ports.find((port) => !/^\d+$/.test(port) || Number(port) < 1 || Number(port) > 65_535);
  return bad ? Promise.reject(new Error(`${bad} is not a port: 1 to 65535`)) : Promise.resolve();
}
