import type { Schedule } from '@oatfin/contracts';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useSchedules } from '@/api/schedules';
import { ErrorState, LoadingBlocks } from '@/components/feedback/Feedback';
import './list.css';
import { ScheduleRow } from './ScheduleRow';

interface Props {
  view: 'coming' | 'ended';
  /** Only those of this app. */
  app?: string;
  label: string;
  /** What stands here when there is none. */
  empty: ReactNode;
}

/** Schedules one below the other: what, when, and how they stand. */
export function ScheduleList({ view, app, label, empty }: Props) {
  const query = useSchedules(view, app);
  const { schedules } = query;
  const isFailing = query.isError && schedules.length === 0;
  return (
    <>
      <section className="panel schedule-panel" aria-label={label}>
        {query.isPending ? <LoadingBlocks heights={[60, 60, 60]} label="Loading schedules" /> : null}
        {isFailing ? <ErrorState what="The schedules" error={query.error} retry={() => query.refetch()} /> : null}
        {query.isSuccess && schedules.length === 0 ? empty : null}
        {schedules.length > 0 ? <Rows schedules={schedules} showsApp={app === undefined} /> : null}
      </section>
      {query.hasNextPage ? (
        <Button className="schedule-more" loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
          Show more schedules
        </Button>
      ) : null}
    </>
  );
}

function Rows({ schedules, showsApp }: { schedules: Schedule[]; showsApp: boolean }) {
  return (
    <ul className="schedules">
      {schedules.map((schedule) => (
        <ScheduleRow key={schedule.id} schedule={schedule} showsApp={showsApp} />
      ))}
    </ul>
  );
}
