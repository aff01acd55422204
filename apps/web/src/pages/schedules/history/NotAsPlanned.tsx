import type { PlannedRun } from '@oatfin/contracts';
import { useMemo } from 'react';
import { useRuns } from '@/api/schedules';
import { ErrorState, LoadingBlocks } from '@/components/feedback/Feedback';
import { RunList } from '@/components/schedule/runs/RunList';
import { lookOf, StatusGlyph } from '@/components/status/StatusMark';
import { useTimezone } from '@/time/Time';

const days = 30;

/** Runs of the last month that were late, missed or skipped, the latest first: nobody has to look for them. */
export function NotAsPlanned() {
  const zone = useTimezone();
  const query = useMemo(lastDays, []);
  const runs = useRuns(query);
  const notable = (runs.data?.runs ?? []).filter(isNotable).reverse();
  return (
    <section className="panel run-panel" aria-label="Late, missed and skipped runs">
      <h2>Late, missed or skipped in the last {days} days</h2>
      {runs.isPending ? <LoadingBlocks heights={[40]} label="Loading runs" /> : null}
      {runs.isError && !runs.data ? (
        <ErrorState what="The runs" error={runs.error} retry={() => runs.refetch()} />
      ) : null}
      {runs.isSuccess && notable.length === 0 ? (
        <p className="row">
          <StatusGlyph look={lookOf('deployment', 'succeeded')} />
          Every run started on time.
        </p>
      ) : null}
      {notable.length > 0 ? <RunList runs={notable} zoneOf={() => zone} showsApp /> : null}
    </section>
  );
}

function isNotable({ status, lateSeconds }: PlannedRun): boolean {
  return status === 'missed' || status === 'skipped' || lateSeconds !== null;
}

/** Up to the end of today, so that the question, and with it the answer that is kept, is the same all day. */
function lastDays() {
  const to = new Date();
  to.setUTCHours(23, 59, 59, 999);
  return { from: new Date(to.getTime() - days * 86_400_000).toISOString(), to: to.toISOString() };
}
