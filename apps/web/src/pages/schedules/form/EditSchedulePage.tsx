import type { CreateScheduleBody, Schedule } from '@oatfin/contracts';
import { Alert, Breadcrumb } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'umi';
import { useMay } from '@/access';
import { useSchedule, useUpdateSchedule } from '@/api/schedules';
import { useNotify } from '@/components/actions/notify';
import { ErrorState, LoadingBlocks } from '@/components/feedback/Feedback';
import { allowedFor } from '@/components/schedule/actions/allowed';
import { usePageTitle } from '@/components/shell/title';
import { ScheduleForm } from './ScheduleForm';
import { toUpdate } from './update';
import { fromSchedule } from './values';

/** A schedule that has not started, to be changed or moved. */
export default function EditSchedulePage() {
  const { id = '' } = useParams();
  const schedule = useSchedule(id);
  const mayUpdate = useMay('schedule:update');
  usePageTitle(schedule.data ? `Edit schedule of ${schedule.data.appName}` : 'Edit schedule');
  if (schedule.isPending) return <LoadingBlocks heights={[24, 40, 420]} label="Loading the schedule" />;
  if (!schedule.data) {
    return <ErrorState what="This schedule" error={schedule.error} retry={() => schedule.refetch()} />;
  }
  return (
    <div className="stack">
      <Breadcrumb
        items={[
          { title: <Link to="/schedules">Schedules</Link> },
          { title: <Link to={`/schedules/${id}`}>{schedule.data.appName}</Link> },
        ]}
      />
      <h1>Edit the schedule of {schedule.data.appName}</h1>
      {mayUpdate ? <Editable schedule={schedule.data} /> : <Alert type="info" showIcon title={lookOnly} />}
    </div>
  );
}

const lookOnly = 'Your role in this team lets you look, not change schedules.';

/** Keeps what was read first: what comes in meanwhile must not type over the person. */
function Editable({ schedule }: { schedule: Schedule }) {
  const [first] = useState(schedule);
  const [initial] = useState(() => fromSchedule(schedule));
  const update = useUpdateSchedule(schedule.id);
  const navigate = useNavigate();
  const notify = useNotify();
  if (!allowedFor(first).edit) {
    return <Alert type="info" showIcon title={`It can no longer be changed: it is ${first.status}.`} />;
  }
  async function submit(body: CreateScheduleBody) {
    await update.mutateAsync(toUpdate(body, first));
    notify.succeed('Saved');
    navigate(`/schedules/${schedule.id}`);
  }
  return (
    <ScheduleForm
      initial={initial}
      isPinned={first.deploy === 'pinned'}
      submitLabel="Save"
      appField={null}
      submit={submit}
    />
  );
}
