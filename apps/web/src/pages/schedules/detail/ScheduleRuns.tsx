import type { Schedule } from '@oatfin/contracts';
import { Button } from 'antd';
import { useScheduleRuns } from '@/api/schedules';
import { ErrorState, LoadingBlocks } from '@/components/feedback/Feedback';
import { RunList } from '@/components/schedule/runs/RunList';

/** How it went each time, the latest first: on time, late, missed or skipped, and why. */
export function ScheduleRuns({ schedule }: { schedule: Schedule }) {
  const query = useScheduleRuns(schedule.id);
  const runs = query.data?.pages.flatMap((page) => page.runs) ?? [];
  const past = runs.filter(({ status }) => status !== 'due');
  return (
    <section className="panel run-panel" aria-label="Runs so far">
      <h2>Runs so far</h2>
      {query.isPending ? <LoadingBlocks heights={[40, 40]} label="Loading runs" /> : null}
      {query.isError && !query.data ? (
        <ErrorState what="The runs" error={query.error} retry={() => query.refetch()} />
      ) : null}
      {query.isSuccess && past.length === 0 ? <p className="muted">None yet.</p> : null}
      {past.length > 0 ? <RunList runs={past} zoneOf={() => schedule.timezone} showsApp={false} /> : null}
      {query.hasNextPage ? (
        <Button loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
          Show older runs
        </Button>
      ) : null}
    </section>
  );
}
