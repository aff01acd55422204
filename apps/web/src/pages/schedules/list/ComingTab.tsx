import { EmptyState } from '@/components/feedback/Feedback';
import { ScheduleList } from '@/components/schedule/list/ScheduleList';
import { ScheduleButton } from '@/components/schedule/ScheduleButton';

/** What is coming, the soonest first. */
export default function ComingTab() {
  return (
    <ScheduleList
      view="coming"
      label="Coming schedules"
      empty={
        <EmptyState title="Nothing is scheduled" action={<ScheduleButton label="Schedule the first" isPrimary />}>
          Pick a minute on your own clock, or a time that comes again. What the app depends on is deployed ahead of it.
        </EmptyState>
      }
    />
  );
}
