import { Alert, Form, type FormInstance, Input, Modal, Switch } from 'antd';
import { useMemo, useState } from 'react';
import { showProblem } from '@/api/field-errors';
import { type FreezeDetails, useCreateFreeze, useUpdateFreeze } from '@/api/freezes';
import { useNotify } from '@/components/actions/notify';
import { useTimezone } from '@/time/Time';
import { ZoneSelect } from '@/time/ZoneSelect';
import { EnvironmentsField } from './EnvironmentsField';
import { FreezeMeaning } from './FreezeMeaning';
import './form.css';
import { MinuteField } from './MinuteField';
import { type FreezeValues, fromFreeze, isInOrder, newFreeze, placeInFreezeForm, toBody } from './values';

/** Sets or changes a freeze: its minutes on the clocks of a zone, every year or once, for all apps or some. */
export default function FreezeDialog({ freeze, close }: { freeze: FreezeDetails | null; close: () => void }) {
  const [form] = Form.useForm<FreezeValues>();
  const zone = useTimezone();
  // Only what the form begins with: a poll must not take away what is being typed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  const initial = useMemo(() => (freeze ? fromFreeze(freeze) : newFreeze(new Date(), zone)), []);
  const { submit, faults, isSaving } = useSave(freeze, form, close);
  return (
    <Modal
      open
      title={freeze ? `Edit ${freeze.name}` : 'Add a freeze'}
      okText={freeze ? 'Save' : 'Add freeze'}
      width={560}
      confirmLoading={isSaving}
      onOk={form.submit}
      onCancel={close}
      afterOpenChange={(isOpen) => isOpen && form.focusField('name')}
    >
      <Form
        form={form}
        name="freeze"
        className="freeze-form"
        layout="vertical"
        requiredMark={false}
        initialValues={initial}
        onFinish={submit}
      >
        {faults.length > 0 ? (
          <Form.Item>
            <Alert type="error" showIcon title={faults.join(' ')} role="alert" />
          </Form.Item>
        ) : null}
        <FreezeFields />
      </Form>
    </Modal>
  );
}

/** Stores what the form holds and closes it; a refusal is shown beside the fields it is about. */
function useSave(freeze: FreezeDetails | null, form: FormInstance<FreezeValues>, close: () => void) {
  const [faults, setFaults] = useState<string[]>([]);
  const create = useCreateFreeze();
  const update = useUpdateFreeze();
  const notify = useNotify();

  async function submit(values: FreezeValues) {
    const body = toBody(values);
    if (!body) return;
    setFaults([]);
    try {
      if (freeze) await update.mutateAsync({ id: freeze.id, body });
      else await create.mutateAsync(body);
      notify.succeed(`${body.name} is saved`);
      close();
    } catch (error) {
      setFaults(showProblem(form, error, placeInFreezeForm));
    }
  }
  return { submit, faults, isSaving: create.isPending || update.isPending };
}

function FreezeFields() {
  const form = Form.useFormInstance<FreezeValues>();
  const zone: string = Form.useWatch('timezone', form) ?? 'UTC';
  const isOrdered = () =>
    isInOrder(form.getFieldValue('from'), form.getFieldValue('to'))
      ? Promise.resolve()
      : Promise.reject(new Error('It must end after it begins'));
  return (
    <>
      <Form.Item name="name" label="Name" rules={[{ required: true, whitespace: true, message: 'Give it a name' }]}>
        {/* The form has no submit button: Enter on a day picks the day, it does not send. */}
        <Input placeholder="Winter sale" maxLength={64} onPressEnter={form.submit} />
      </Form.Item>
      <Form.Item name="timezone" label="Time zone" extra="The minutes below are on the clocks of this zone.">
        <ZoneSelect />
      </Form.Item>
      <MinuteField name="from" label="From" zone={zone} />
      <MinuteField
        name="to"
        label="To"
        extra="From this minute on it is free again"
        zone={zone}
        rules={[{ validator: isOrdered }]}
      />
      <FreezeMeaning />
      <div className="row freeze-yearly">
        <Form.Item name="yearly" noStyle valuePropName="checked">
          <Switch id="freeze-yearly" />
        </Form.Item>
        <label htmlFor="freeze-yearly">Every year again, at the same dates</label>
      </div>
      <EnvironmentsField />
    </>
  );
}
