import { PlusOutlined } from '@ant-design/icons';
import { Button, Form } from 'antd';
import { ContainerBasics, ContainerDetails, ContainerHead } from './container/ContainerFields';
import { type ContainerValues, newContainer } from './values';

/** The containers beside the first: a cache, a worker, a sidecar. */
export function MoreContainers() {
  const form = Form.useFormInstance();
  function nextName(): string {
    const names = new Set(form.getFieldValue('containers').map(({ name }: ContainerValues) => name));
    for (let number = 2; ; number += 1) if (!names.has(`container-${number}`)) return `container-${number}`;
  }
  return (
    <Form.List name="containers">
      {(fields, { add, remove }) => (
        <>
          {fields.slice(1).map((field) => (
            <section className="panel" key={field.key} aria-label={`Container ${field.name + 1}`}>
              <ContainerHead index={field.name} remove={() => remove(field.name)} />
              <ContainerBasics index={field.name} isNew={false} />
              <ContainerDetails index={field.name} />
            </section>
          ))}
          <Button
            type="dashed"
            block
            icon={<PlusOutlined aria-hidden />}
            disabled={fields.length >= 20}
            onClick={() => add(newContainer(nextName()))}
          >
            Add another container
          </Button>
        </>
      )}
    </Form.List>
  );
}
