import { Alert, Button, Form } from 'antd';
import { useState } from 'react';
import { showProblem } from '@/api/field-errors';
import { revealField } from '@/components/disclosure/Disclosure';
import { AppDetails } from './AppDetails';
import { AppPicture } from './AppPicture';
import { Containers } from './Containers';
import './form.css';
import { useUnsavedGuard } from '@/components/form/unsaved';
import { placeInAppForm } from './place-field';
import type { AppValues } from './values';

interface Props {
  initial: AppValues;
  appId: string | null;
  submitLabel: string;
  /** Saves; a refusal is shown beside the fields it is about. */
  submit: (values: AppValues) => Promise<void>;
}

/** The form of an app, new or not: name, image and port in sight, everything else a click away. */
export function AppForm({ initial, appId, submitLabel, submit }: Props) {
  const [form] = Form.useForm<AppValues>();
  const [faults, setFaults] = useState<string[]>([]);
  const [isSending, setSending] = useState(false);
  const guard = useUnsavedGuard();

  async function send() {
    const values: AppValues = form.getFieldsValue(true);
    setSending(true);
    setFaults([]);
    guard.clear();
    try {
      await submit(values);
    } catch (error) {
      guard.mark();
      setFaults(showProblem(form, error, placeInAppForm(values), reveal));
    } finally {
      setSending(false);
    }
  }

  return (
    <Form
      form={form}
      className="app-form"
      layout="vertical"
      requiredMark={false}
      initialValues={initial}
      onValuesChange={guard.mark}
      onFinish={send}
      onFinishFailed={({ errorFields }) => revealAll(errorFields.map(({ name }) => name))}
      scrollToFirstError={{ block: 'center', focus: true }}
    >
      <div className="app-form-fields">
        <div aria-live="assertive">
          {faults.length > 0 ? <Alert type="error" showIcon title={faults.join(' ')} /> : null}
        </div>
        <Containers isNew={appId === null} />
        <AppDetails appId={appId} />
        <div className="form-actions">
          <Button type="primary" size="large" htmlType="submit" loading={isSending}>
            {submitLabel}
          </Button>
        </div>
      </div>
      <AppPicture />
    </Form>
  );
}

function revealAll(names: (string | number)[][]): void {
  for (const name of names) reveal(name);
}

function reveal(name: (string | number)[]): void {
  revealField(name.join('_'));
}
