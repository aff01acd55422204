import type { Schedule, SchedulePreview } from '@oatfin/contracts';
import { Alert, Form, Modal } from 'antd';
import { useState } from 'react';
import { useSchedulePreview } from '@/api/schedules';
import { LoadingBlocks } from '@/components/feedback/Feedback';
import { cityOf, type Day, sayWallClock } from '@/time/wall-clock';
import { Refusal } from '../actions/refusal';
import { MinuteFields } from '../minute/MinuteFields';
import { foldAfter, type MinuteValues } from '../minute/minute';
import { PlanTimeline } from '../plan/PlanTimeline';
import { usePreviewFaults } from '../preview/faults';
import { Meaning } from '../preview/Meaning';
import { Notes } from '../preview/Notes';
import { minuteOf, movedBody } from './move';
import { useMove } from './use-move';

interface Props {
  schedule: Schedule;
  /** Where it was dragged to, in its own zone; null leaves it where it is, to be moved by the fields. */
  day?: Day | null;
  close: () => void;
}

/** Moves a one-off: what the new minute means and what moves along stands there before anything is changed. */
export default function MoveDialog({ schedule, day = null, close }: Props) {
  const [form] = Form.useForm<MinuteValues>();
  const [minute, setMinute] = useState(() => minuteOf(schedule, day));
  const body = movedBody(schedule, minute);
  const preview = useSchedulePreview(body);
  const faults = usePreviewFaults(form, preview.error);
  const { move, isMoving, error } = useMove(schedule);
  const isSame = JSON.stringify(minute) === JSON.stringify(minuteOf(schedule, null));

  function change(part: Partial<MinuteValues>) {
    const next = { ...minute, ...part, ...foldAfter(part) };
    form.setFieldsValue(next);
    setMinute(next);
  }
  async function confirm() {
    if (body?.at && (await move({ at: body.at, fold: minute.fold }))) close();
  }
  return (
    <Modal
      open
      title={`Move ${schedule.appName}`}
      okText="Move"
      cancelText="Leave it where it is"
      okButtonProps={{ disabled: isSame || preview.isError || preview.isPlaceholderData || !preview.data }}
      confirmLoading={isMoving}
      onOk={confirm}
      onCancel={close}
    >
      <Form
        form={form}
        name="move"
        layout="vertical"
        requiredMark={false}
        initialValues={minute}
        onValuesChange={change}
      >
        <p className="muted move-text">
          {schedule.at ? `Now ${sayWallClock(schedule.at)}, ` : ''}in {cityOf(schedule.timezone)}. The clock there
          counts.
        </p>
        {error ? (
          <Form.Item>
            <Alert type="error" showIcon role="alert" title={<Refusal error={error} appId={schedule.app} />} />
          </Form.Item>
        ) : null}
        <MinuteFields values={minute} change={change} isRepeated={isRepeated(preview.data)} faults={faults} />
      </Form>
      {preview.isPending && body ? <LoadingBlocks heights={[60, 80]} label="Asking what this means" /> : null}
      {preview.data && !preview.isError ? <Consequences preview={preview.data} zone={schedule.timezone} /> : null}
    </Modal>
  );
}

function isRepeated(preview: SchedulePreview | undefined): boolean {
  return preview?.notes.some(({ kind }) => kind === 'repeated') ?? false;
}

function Consequences({ preview, zone }: { preview: SchedulePreview; zone: string }) {
  return (
    <div className="stack move-meaning" aria-live="polite">
      <Meaning preview={preview} zone={zone} />
      <Notes notes={preview.notes} />
      {preview.plan.length > 1 ? (
        <div>
          <h3 className="preview-part">What moves along</h3>
          <PlanTimeline plan={preview.plan} zone={zone} />
        </div>
      ) : null}
    </div>
  );
}
