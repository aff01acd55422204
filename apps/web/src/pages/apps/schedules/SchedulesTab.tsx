import { EmptyState } from '@/components/feedback/Feedback';
import { ScheduleList } from '@/components/schedule/list/ScheduleList';
import { ScheduleButton } from '@/components/schedule/ScheduleButton';
import { useOutletApp } from '../outlet';

/** When this app is deployed by the clock, and what its earlier schedules came to. */
export default function SchedulesTab() {
  const app = useOutletApp();
  return (
    <div className="stack">
      <div className="spread">
        <h2>Coming</h2>
        <ScheduleButton appId={app.id} />
      </div>
      <ScheduleList
        view="coming"
        app={app.id}
        label="Coming schedules of this app"
        empty={
          <EmptyState title="Nothing is scheduled">
            Deploy it at a minute of your choice, or again and again, with nobody watching.
          </EmptyState>
        }
      />
      <h2>Ended</h2>
      <ScheduleList
        view="ended"
        app={app.id}
        label="Ended schedules of this app"
        empty={<EmptyState title="No schedule has ended yet" />}
      />
    </div>
  );
}
