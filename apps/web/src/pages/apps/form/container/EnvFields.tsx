import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input } from 'antd';
import type { ClipboardEvent } from 'react';
import { mergeRows, parseEnv } from '../env-paste';
import type { ContainerPlace, VariableRow } from '../values';
import { nameRules } from './name-rules';

/** Environment variables as rows. Pasting KEY=value lines anywhere among them fills as many rows as it takes. */
export function EnvFields({ index, base }: ContainerPlace) {
  const form = Form.useFormInstance();
  const path = ['containers', index, 'env'];

  function paste(event: ClipboardEvent) {
    const pasted = parseEnv(event.clipboardData.getData('text'));
    if (!pasted) return;
    event.preventDefault();
    const rows: VariableRow[] = form.getFieldValue(path) ?? [];
    form.setFieldValue(
      path,
      mergeRows(rows, pasted, (row) => row),
    );
  }

  return (
    <Form.List name={[...base, 'env']}>
      {(fields, { add, remove }) => (
        <div className="variables" onPaste={paste}>
          {fields.map((field, row) => (
            <div className="variable" key={field.key}>
              <Form.Item
                name={[field.name, 'name']}
                rules={nameRules(() => form.getFieldValue(path) ?? [], row)}
                validateTrigger="onBlur"
              >
                <Input
                  className="mono"
                  aria-label={`Name of variable ${row + 1}`}
                  placeholder="NAME"
                  spellCheck={false}
                  maxLength={256}
                />
              </Form.Item>
              <Form.Item name={[field.name, 'value']}>
                <Input.TextArea
                  className="mono"
                  aria-label={`Value of variable ${row + 1}`}
                  placeholder="value"
                  autoSize={{ minRows: 1, maxRows: 6 }}
                  spellCheck={false}
                />
              </Form.Item>
              <Button
                type="text"
                icon={<DeleteOutlined aria-hidden />}
                aria-label={`Remove variable ${row + 1}`}
                onClick={() => remove(field.name)}
              />
            </div>
          ))}
          <div className="row">
            <Button icon={<PlusOutlined aria-hidden />} onClick={() => add({ name: '', value: '' })}>
              Add variable
            </Button>
            <PasteField onPaste={paste} />
          </div>
        </div>
      )}
    </Form.List>
  );
}

/** Somewhere to paste when there is no row yet. It never keeps what is typed into it. */
export function PasteField({ onPaste }: { onPaste: (event: ClipboardEvent) => void }) {
  return (
    <Input
      className="paste-field"
      aria-label="Paste KEY=value lines"
      placeholder="or paste KEY=value lines here"
      value=""
      onPaste={(event) => {
        event.stopPropagation();
        onPaste(event);
      }}
    />
  );
}
