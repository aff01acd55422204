import { EmptyState } from '@/components/feedback/Feedback';
import { ScheduleList } from '@/components/schedule/list/ScheduleList';
import { NotAsPlanned } from './NotAsPlanned';

/** How it went: first what was not as planned, then every schedule that has ended. */
export default function HistoryTab() {
  return (
    <div className="stack">
      <NotAsPlanned />
      <h2>Ended schedules</h2>
      <ScheduleList
        view="ended"
        label="Ended schedules"
        empty={
          <EmptyState title="No schedule has ended yet">
            A one-off is here once it has run; a recurring one after its last run, or when it is canceled.
          </EmptyState>
        }
      />
    </div>
  );
}
