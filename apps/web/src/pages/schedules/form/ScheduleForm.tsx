import type { CreateScheduleBody } from '@oatfin/contracts';
import { Alert, Button, Form } from 'antd';
import { type KeyboardEvent, useState } from 'react';
import { showProblem } from '@/api/field-errors';
import { ApiError } from '@/api/request';
import { revealField } from '@/components/disclosure/Disclosure';
import { useUnsavedGuard } from '@/components/form/unsaved';
import { Refusal } from '@/components/schedule/actions/refusal';
import { foldAfter } from '@/components/schedule/minute/minute';
import { usePreviewFaults } from '@/components/schedule/preview/faults';
import { placeInScheduleForm } from '@/components/schedule/preview/place-field';
import './form.css';
import { PreviewPanel } from './PreviewPanel';
import { resolveBody } from './resolve';
import { type Preview, usePreview } from './use-preview';
import type { ScheduleValues } from './values';
import { ToleranceFields, WhatField } from './WhatFields';
import { WhenFields } from './WhenFields';

interface Props {
  initial: ScheduleValues;
  /** Stored already, and pinned: its revision stays unless the choice is changed. */
  isPinned: boolean;
  submitLabel: string;
  /** A new schedule is free to be of any app. */
  appField: React.ReactNode;
  /** Saves; a refusal is shown beside the fields it is about. */
  submit: (body: CreateScheduleBody) => Promise<void>;
}

/** The form of a schedule, and beside it at once what it means. */
export function ScheduleForm({ initial, isPinned, submitLabel, appField, submit }: Props) {
  const [form] = Form.useForm<ScheduleValues>();
  const [values, setValues] = useState(initial);
  const preview = usePreview(values);
  const minuteFaults = usePreviewFaults(form, preview.query.error);
  const guard = useUnsavedGuard();
  const { refusal, isSending, send } = useSubmit(form, guard, submit);

  function change(part: Partial<ScheduleValues>) {
    const next = { ...values, ...part, ...foldAfter(part) };
    form.setFieldsValue(next);
    setValues(next);
    guard.mark();
  }
  return (
    <Form
      form={form}
      name="schedule"
      className="schedule-form"
      layout="vertical"
      requiredMark={false}
      initialValues={initial}
      onValuesChange={change}
      onKeyDown={keepEnter}
      onFinish={() => send(values)}
      onFinishFailed={({ errorFields }) => errorFields.map(({ name }) => revealField(`schedule_${name.join('_')}`))}
      scrollToFirstError={{ block: 'center', focus: true }}
    >
      <div className="schedule-form-fields">
        <div aria-live="assertive">
          {refusal ? <Alert type="error" showIcon title={<Faults {...refusal} />} /> : null}
        </div>
        <section className="panel">
          {appField}
          <WhenFields values={values} change={change} faults={minuteFaults} preview={preview} />
        </section>
        <Details values={values} preview={preview} isPinned={isPinned} />
      </div>
      <PreviewPanel preview={preview} values={values} />
      <div className="form-actions">
        <Button type="primary" size="large" htmlType="submit" loading={isSending}>
          {submitLabel}
        </Button>
      </div>
    </Form>
  );
}

/** Enter takes a day or a zone; nothing is scheduled by it before its meaning was seen. */
function keepEnter(event: KeyboardEvent): void {
  if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault();
}

function Details({ values, preview, isPinned }: { values: ScheduleValues; preview: Preview; isPinned: boolean }) {
  return (
    <>
      <section className="panel">
        <WhatField values={values} deploys={preview.query.data?.deploys ?? []} isPinned={isPinned} />
      </section>
      <section className="panel panel-tight">
        <ToleranceFields values={values} />
      </section>
    </>
  );
}

interface Refused {
  faults: string[];
  error: unknown;
  appId: string;
}

/** One that has started meanwhile names its deployment; other refusals are the sentences that belong to no field. */
function Faults({ faults, error, appId }: Refused) {
  if (error instanceof ApiError && error.deployment) return <Refusal error={error} appId={appId} />;
  return faults.join(' ');
}

function useSubmit(
  form: ReturnType<typeof Form.useForm<ScheduleValues>>[0],
  guard: ReturnType<typeof useUnsavedGuard>,
  submit: Props['submit'],
) {
  const [refusal, setRefusal] = useState<Refused | null>(null);
  const [isSending, setSending] = useState(false);
  async function send(values: ScheduleValues) {
    setSending(true);
    setRefusal(null);
    guard.clear();
    try {
      const body = await resolveBody(values);
      if (body) await submit(body);
    } catch (error) {
      guard.mark();
      const reveal = (name: (string | number)[]) => revealField(`schedule_${name.join('_')}`);
      const faults = showProblem(form, error, placeInScheduleForm, reveal);
      if (faults.length > 0) setRefusal({ faults, error, appId: values.app ?? '' });
    } finally {
      setSending(false);
    }
  }
  return { refusal, isSending, send };
}
