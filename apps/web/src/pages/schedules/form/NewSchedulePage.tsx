import type { CreateScheduleBody } from '@oatfin/contracts';
import { Alert, Breadcrumb } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'umi';
import { useMay } from '@/access';
import { useActionKey } from '@/api/action-key';
import { useCreateSchedule } from '@/api/schedules';
import { useNotify } from '@/components/actions/notify';
import { usePageTitle } from '@/components/shell/title';
import { guessTimezone } from '@/time/zones';
import { AppField } from './AppField';
import { ScheduleForm } from './ScheduleForm';
import { newValues } from './values';

/** A new schedule; `?app=` and `?day=` fill in what the person came from. */
export default function NewSchedulePage() {
  usePageTitle('Schedule a deployment');
  const mayCreate = useMay('schedule:create');
  return (
    <div className="stack">
      <Breadcrumb items={[{ title: <Link to="/schedules">Schedules</Link> }]} />
      <h1>Schedule a deployment</h1>
      {mayCreate ? (
        <NewScheduleForm />
      ) : (
        <Alert type="info" showIcon title="Your role in this team lets you look, not schedule deployments." />
      )}
    </div>
  );
}

function NewScheduleForm() {
  const [params] = useSearchParams();
  const [initial] = useState(() =>
    newValues(guessTimezone(), params.get('app') ?? undefined, readDay(params.get('day'))),
  );
  const create = useCreateSchedule();
  const withKey = useActionKey();
  const navigate = useNavigate();
  const notify = useNotify();

  async function submit(body: CreateScheduleBody) {
    const schedule = await withKey(body, (key) => create.mutateAsync({ body, key }));
    notify.succeed('Scheduled');
    navigate(`/schedules/${schedule.id}`);
  }
  return (
    <ScheduleForm initial={initial} isPinned={false} submitLabel="Schedule" appField={<AppField />} submit={submit} />
  );
}

function readDay(text: string | null): string | null {
  return text && /^\d{4}-\d\d-\d\d$/.test(text) ? text : null;
}
