import { Alert, Button, Checkbox, Form, Input } from 'antd';
import { useState } from 'react';
import { showProblem } from '@/api/field-errors';
import { Disclosure, revealField } from '@/components/disclosure/Disclosure';
import { AppDetails } from './AppDetails';
import { ContainerBasics, ContainerDetails, ContainerHead } from './container/ContainerFields';
import './form.css';
import { MoreContainers } from './MoreContainers';
import { placeInAppForm } from './place-field';
import { useUnsavedGuard } from './unsaved';
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
  const isNew = appId === null;

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
      onFinishFailed={({ errorFields }) => reveal(errorFields[0]?.name ?? [])}
      scrollToFirstError={{ block: 'center', focus: true }}
    >
      <div aria-live="assertive">
        {faults.length > 0 ? <Alert type="error" showIcon title={faults.join(' ')} /> : null}
      </div>
      <section className="panel">
        <Form.Item name="name" label="Name" rules={[{ required: true, whitespace: true, message: 'Name the app' }]}>
          <Input autoFocus={isNew} maxLength={64} placeholder="storefront" />
        </Form.Item>
        <ContainerBasics index={0} isNew={isNew} />
        {isNew ? (
          <Form.Item name="deployAfter" valuePropName="checked" className="deploy-choice">
            <Checkbox>Deploy it right away</Checkbox>
          </Form.Item>
        ) : null}
        <Disclosure title="More options" hint="environment variables, secrets, health check, size…" isOpen={!isNew}>
          <ContainerHead index={0} remove={null} />
          <ContainerDetails index={0} />
        </Disclosure>
      </section>
      <MoreContainers />
      <AppDetails appId={appId} />
      <div className="form-actions">
        <Button type="primary" size="large" htmlType="submit" loading={isSending}>
          {submitLabel}
        </Button>
      </div>
    </Form>
  );
}

function reveal(name: (string | number)[]): void {
  revealField(name.join('_'));
}
