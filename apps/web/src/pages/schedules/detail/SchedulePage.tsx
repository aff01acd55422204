import type { Schedule } from '@oatfin/contracts';
import { Alert } from 'antd';
import { useParams } from 'umi';
import { ApiError } from '@/api/request';
import { useSchedule } from '@/api/schedules';
import { EmptyState, ErrorState, LoadingBlocks } from '@/components/feedback/Feedback';
import { sayInstants } from '@/components/schedule/words/instants';
import { usePageTitle } from '@/components/shell/title';
import './detail.css';
import { ScheduleFacts } from './ScheduleFacts';
import { ScheduleHead } from './ScheduleHead';
import { SchedulePlan } from './SchedulePlan';
import { ScheduleRuns } from './ScheduleRuns';
import { ScheduleWhen } from './ScheduleWhen';

/** One schedule: when it runs on every clock that matters, what starts with it, how it went so far. */
export default function SchedulePage() {
  const { id = '' } = useParams();
  const schedule = useSchedule(id);
  usePageTitle(schedule.data ? `Schedule of ${schedule.data.appName}` : 'Schedule');
  if (schedule.isPending) return <LoadingBlocks heights={[24, 64, 220, 160]} label="Loading the schedule" />;
  if (schedule.data) return <Contents schedule={schedule.data} />;
  if (schedule.error instanceof ApiError && schedule.error.status === 404) {
    return (
      <EmptyState title="This schedule does not exist">
        It may belong to an app that was deleted, or to another team.
      </EmptyState>
    );
  }
  return <ErrorState what="This schedule" error={schedule.error} retry={() => schedule.refetch()} />;
}

function Contents({ schedule }: { schedule: Schedule }) {
  return (
    <div className="stack">
      <ScheduleHead schedule={schedule} />
      <Ending schedule={schedule} />
      <div className="schedule-grid">
        <div className="stack">
          <ScheduleWhen schedule={schedule} />
          <SchedulePlan schedule={schedule} />
          <ScheduleRuns schedule={schedule} />
        </div>
        <ScheduleFacts schedule={schedule} />
      </div>
    </div>
  );
}

const titles: Partial<Record<Schedule['status'], string>> = {
  failed: 'Its deployment did not succeed',
  missed: 'It was missed: nothing was deployed',
  canceled: 'It is canceled and will not run',
  paused: 'It is paused and does not run until it is resumed',
};

/** Why there is no more to come, or not for now. */
function Ending({ schedule: { status, reason } }: { schedule: Schedule }) {
  const title = titles[status];
  if (!title) return null;
  const isBad = status === 'failed' || status === 'missed';
  return (
    <Alert
      type={isBad ? 'error' : 'info'}
      showIcon
      title={title}
      description={reason ? sayInstants(reason.message) : null}
    />
  );
}
