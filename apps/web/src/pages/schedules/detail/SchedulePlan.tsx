import type { PlannedRun, Schedule } from '@oatfin/contracts';
import { useRuns } from '@/api/schedules';
import { PlanTimeline } from '@/components/schedule/plan/PlanTimeline';

/** What starts when, with how each stands: of the coming run, or of the last one when none is coming. */
export function SchedulePlan({ schedule }: { schedule: Schedule }) {
  const { plan, timezone } = schedule;
  const [first, last] = [plan[0], plan.at(-1)];
  const runs = useRuns(first && last ? { from: first.runAt, to: last.runAt } : null);
  if (!last) return null;
  const isComing = schedule.nextRunAt !== null;
  return (
    <section className="panel stack" aria-label="What starts when">
      <div>
        <h2>{plan.length === 1 ? 'What starts' : 'What starts when'}</h2>
        {plan.length === 1 ? null : (
          <p className="muted">
            {isComing
              ? 'Each starts at its minute, and only when what it waits for has succeeded.'
              : 'Each waited until what it needs had succeeded.'}
          </p>
        )}
      </div>
      <PlanTimeline plan={plan} zone={timezone} runs={runsOfPlan(schedule, runs.data?.runs ?? [])} />
    </section>
  );
}

/** The runs of this plan, by app. Others of the team may be due at the same minutes. */
function runsOfPlan({ id, plan }: Schedule, runs: PlannedRun[]): Map<string, PlannedRun> {
  const due = plan.at(-1)?.runAt;
  const own = runs.find(({ schedule, runAt }) => schedule === id && runAt === due);
  const ofPlan = runs.filter((run) => own && (run.id === own.id || run.neededBy.includes(own.id)));
  return new Map(ofPlan.map((run) => [run.app, run]));
}
