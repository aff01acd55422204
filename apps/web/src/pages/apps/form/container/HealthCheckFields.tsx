import { Form, Input, InputNumber, Select } from 'antd';
import type { ContainerPlace } from '../values';

const types = [
  { value: 'none', label: 'None: running counts as healthy' },
  { value: 'http', label: 'HTTP: a page answers with 2xx or 3xx' },
  { value: 'tcp', label: 'TCP: a port accepts connections' },
  { value: 'command', label: 'Command: it ends with exit code 0' },
];

const probes = [
  { name: 'intervalSeconds', label: 'Every', suffix: 's', min: 1 },
  { name: 'timeoutSeconds', label: 'Each may take', suffix: 's', min: 1 },
  { name: 'retries', label: 'Unhealthy after', suffix: 'failures', min: 1 },
  { name: 'startPeriodSeconds', label: 'Grace at start', suffix: 's', min: 0 },
];

/** How the container shows that it is ready. The old version serves until the new one passes. */
export function HealthCheckFields({ index, base }: ContainerPlace) {
  const form = Form.useFormInstance();
  const type: unknown = Form.useWatch(['containers', index, 'healthCheck', 'type'], form) ?? 'none';
  const at = (field: string) => [...base, 'healthCheck', field];

  /** The port that gets the traffic is nearly always the one to check. */
  function suggestPort() {
    const path = ['containers', index, 'healthCheck', 'port'];
    if (!form.getFieldValue(path)) form.setFieldValue(path, form.getFieldValue(['containers', index, 'publicPort']));
  }

  return (
    <>
      <Form.Item name={at('type')} label="Kind">
        <Select options={types} onChange={suggestPort} />
      </Form.Item>
      <div className="field-grid">
        {type === 'http' ? (
          <Form.Item
            name={at('path')}
            label="Path"
            rules={[{ pattern: /^\/\S*$/, message: 'Starts with / and has no spaces' }]}
          >
            <Input className="mono" placeholder="/healthz" maxLength={1024} />
          </Form.Item>
        ) : null}
        {type === 'http' || type === 'tcp' ? (
          <Form.Item name={at('port')} label="Port" rules={[{ required: true, message: 'Say which port to check' }]}>
            <InputNumber min={1} max={65_535} precision={0} />
          </Form.Item>
        ) : null}
      </div>
      {type === 'command' ? (
        <Form.Item
          name={at('command')}
          label="Command"
          rules={[{ required: true, message: 'Say which command to run' }]}
        >
          <Input className="mono" placeholder="pg_isready -U app" spellCheck={false} />
        </Form.Item>
      ) : null}
      {type === 'none' ? null : (
        <div className="field-grid">
          {probes.map(({ name, label, suffix, min }) => (
            <Form.Item key={name} name={at(name)} label={label}>
              <InputNumber min={min} max={3_600} precision={0} suffix={suffix} />
            </Form.Item>
          ))}
        </div>
      )}
    </>
  );
}
