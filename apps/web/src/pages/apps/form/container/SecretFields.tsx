import { DeleteOutlined, EditOutlined, PlusOutlined, UndoOutlined } from '@ant-design/icons';
import { Button, Form, Input } from 'antd';
import type { ClipboardEvent } from 'react';
import { RelativeTime } from '@/time/Time';
import { mergeRows, parseEnv } from '../env-paste';
import type { ContainerPlace, SecretRow } from '../values';
import { PasteField } from './EnvFields';
import { nameRules } from './name-rules';

/** Secrets can be set, replaced and removed, never read: a stored one shows only when it was set. */
export function SecretFields({ index, base }: ContainerPlace) {
  const form = Form.useFormInstance();
  const path = ['containers', index, 'secrets'];
  const rows: SecretRow[] = Form.useWatch(path, { form, preserve: true }) ?? [];

  function paste(event: ClipboardEvent) {
    const pasted = parseEnv(event.clipboardData.getData('text'));
    if (!pasted) return;
    event.preventDefault();
    const present: SecretRow[] = form.getFieldValue(path) ?? [];
    form.setFieldValue(
      path,
      mergeRows(present, pasted, (row) => ({ ...row, isRemoved: false })),
    );
  }
  function change(row: number, next: SecretRow) {
    form.setFieldValue([...path, row], next);
  }

  return (
    <Form.List name={[...base, 'secrets']}>
      {(fields, { add, remove }) => (
        <div className="variables" onPaste={paste}>
          {fields.map((field, row) => {
            const secret = rows[row] ?? {};
            const isKept = secret.updatedAt !== undefined && secret.value === undefined;
            if (isKept) return <StoredSecret key={field.key} secret={secret} change={(next) => change(row, next)} />;
            return (
              <SecretInputs
                key={field.key}
                name={field.name}
                row={row}
                secret={secret}
                rows={() => form.getFieldValue(path) ?? []}
                drop={() => (secret.updatedAt ? change(row, withoutValue(secret)) : remove(field.name))}
              />
            );
          })}
          <div className="row">
            <Button icon={<PlusOutlined aria-hidden />} onClick={() => add({ name: '', value: '' })}>
              Add secret
            </Button>
            <PasteField onPaste={paste} />
          </div>
        </div>
      )}
    </Form.List>
  );
}

function StoredSecret({ secret, change }: { secret: SecretRow; change: (next: SecretRow) => void }) {
  const name = secret.name ?? '';
  return (
    <div className={secret.isRemoved ? 'stored-secret stored-secret-removed' : 'stored-secret'}>
      <span className="mono stored-secret-name">{name}</span>
      <span className="muted">
        {secret.isRemoved ? (
          'will be removed'
        ) : (
          <>set {secret.updatedAt ? <RelativeTime at={secret.updatedAt} /> : null}</>
        )}
      </span>
      {secret.isRemoved ? (
        <Button
          size="small"
          icon={<UndoOutlined aria-hidden />}
          aria-label={`Keep ${name}`}
          onClick={() => change({ ...secret, isRemoved: false })}
        >
          Keep
        </Button>
      ) : (
        <span className="row">
          <Button
            size="small"
            icon={<EditOutlined aria-hidden />}
            aria-label={`Replace ${name}`}
            onClick={() => change({ ...secret, value: '' })}
          >
            Replace
          </Button>
          <Button
            size="small"
            icon={<DeleteOutlined aria-hidden />}
            aria-label={`Remove ${name}`}
            onClick={() => change({ ...secret, isRemoved: true })}
          >
            Remove
          </Button>
        </span>
      )}
    </div>
  );
}

interface InputsProps {
  name: number;
  row: number;
  secret: SecretRow;
  rows: () => SecretRow[];
  drop: () => void;
}

function SecretInputs({ name, row, secret, rows, drop }: InputsProps) {
  const isStored = secret.updatedAt !== undefined;
  return (
    <div className="variable">
      <Form.Item name={[name, 'name']} rules={nameRules(rows, row)} validateTrigger="onBlur">
        <Input
          className="mono"
          aria-label={`Name of secret ${row + 1}`}
          placeholder="NAME"
          readOnly={isStored}
          variant={isStored ? 'filled' : 'outlined'}
          spellCheck={false}
          maxLength={256}
        />
      </Form.Item>
      <Form.Item name={[name, 'value']} rules={[{ required: true, message: 'Give it a value' }]}>
        <Input.Password
          className="mono"
          aria-label={`Value of secret ${row + 1}`}
          placeholder={isStored ? 'new value' : 'value'}
          autoComplete="new-password"
        />
      </Form.Item>
      <Button
        type="text"
        icon={isStored ? <UndoOutlined aria-hidden /> : <DeleteOutlined aria-hidden />}
        aria-label={isStored ? `Keep the old value of ${secret.name}` : `Remove secret ${row + 1}`}
        title={isStored ? 'Keep the old value' : 'Remove'}
        onClick={drop}
      />
    </div>
  );
}

function withoutValue({ value: _, ...secret }: SecretRow): SecretRow {
  return secret;
}
