import { PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Form, Input } from 'antd';
import { Disclosure } from '@/components/disclosure/Disclosure';
import { ContainerBasics, ContainerDetails, ContainerHead } from './container/ContainerFields';
import { type ContainerValues, newContainer } from './values';

/** The app's name with its first container, which is all most apps have, and then the others. */
export function Containers({ isNew }: { isNew: boolean }) {
  const first = { index: 0, base: ['containers', 0] };
  return (
    <>
      <section className="panel" aria-label="App">
        <Form.Item name="name" label="Name" rules={[{ required: true, whitespace: true, message: 'Name the app' }]}>
          <Input autoFocus={isNew} maxLength={64} placeholder="storefront" />
        </Form.Item>
        <ContainerBasics {...first} isNew={isNew} />
        {isNew ? (
          <Form.Item name="deployAfter" valuePropName="checked" className="deploy-choice">
            <Checkbox>Deploy it right away</Checkbox>
          </Form.Item>
        ) : null}
        <Disclosure title="More options" hint="environment variables, secrets, health check, size…" isOpen={!isNew}>
          <ContainerHead {...first} remove={null} />
          <ContainerDetails {...first} />
        </Disclosure>
      </section>
      <OtherContainers />
    </>
  );
}

/** A cache, a worker, a sidecar. */
function OtherContainers() {
  const form = Form.useFormInstance();
  return (
    <Form.List name="containers">
      {(fields, { add, remove }) => (
        <>
          {fields.slice(1).map(({ key, name }) => (
            <section className="panel" key={key} aria-label={`Container ${name + 1}`}>
              <ContainerHead index={name} base={[name]} remove={() => remove(name)} />
              <ContainerBasics index={name} base={[name]} isNew={false} />
              <ContainerDetails index={name} base={[name]} />
            </section>
          ))}
          <Button
            type="dashed"
            block
            icon={<PlusOutlined aria-hidden />}
            disabled={fields.length >= 20}
            onClick={() => add(newContainer(nextName(form.getFieldValue('containers'))))}
          >
            Add another container
          </Button>
        </>
      )}
    </Form.List>
  );
}

function nextName(containers: ContainerValues[]): string {
  const names = new Set(containers.map(({ name }) => name));
  for (let number = 2; ; number += 1) if (!names.has(`container-${number}`)) return `container-${number}`;
}
