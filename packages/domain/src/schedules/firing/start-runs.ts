import { type AppRow, listAppsOfAllTeams } from '../../apps';
import { actForTeam, type SystemCtx } from '../../context';
import {
  createDeployments,
  failWaitingFor,
  listActiveOf,
  listStatusesOfAllTeams,
  type NewDeployment,
} from '../../deployments';
import { concludeSchedules } from '../recurring/conclude-schedules';
import { RunModel, type RunRow } from '../runs/run.model';
import { keepClaim } from './claim-due';
import { type Ending, endingOf } from './endings';

/** Claimed runs whose deployments are made; those with an ending have none. */
export interface BegunRuns {
  claimed: RunRow[];
  endings: Map<string, Ending>;
}

/** Makes the deployments of claimed runs. Safe to run again, since a run and its deployment have one id. */
export async function beginRuns(ctx: SystemCtx, given: RunRow[]): Promise<BegunRuns> {
  const endings = await decide(ctx, given);
  const claimed = await keepClaim(ctx, given);
  await createDeployments(ctx, await toDeployments(ctx, startingOf({ claimed, endings })));
  return { claimed, endings };
}

/**
 * Says in schedules and runs what became of them: every due moment ends as exactly one deployment or with why there is
 * none. The runs are marked last, so that a run whose worker was cut off anywhere is begun and concluded again.
 */
export async function concludeRuns(ctx: SystemCtx, begun: BegunRuns): Promise<void> {
  const { claimed, endings } = begun;
  await concludeSchedules(ctx, claimed, endings);
  await markStarted(startingOf(begun));
  await markEnded(claimed, endings);
  await tellWaiting(ctx, claimed, endings);
}

function startingOf({ claimed, endings }: BegunRuns): RunRow[] {
  return claimed.filter(({ _id }) => !endings.has(String(_id)));
}

/** What keeps claimed runs from starting, by run; those that are not in it start. */
async function decide(ctx: SystemCtx, claimed: RunRow[]): Promise<Map<string, Ending>> {
  const apps = new Map((await appsOf(ctx, claimed)).map((app) => [String(app._id), app]));
  const recurring = claimed.filter((run) => run.isRecurring && run.schedule);
  const active = await listActiveOf(
    ctx,
    recurring.flatMap(({ schedule }) => schedule ?? []),
  );
  const endings = new Map<string, Ending>();
  for (const run of claimed) {
    const facts = { app: apps.get(String(run.app)) ?? null, active: active.get(String(run.schedule)) ?? null };
    const ending = await endingOf(ctx, run, facts);
    if (ending) endings.set(String(run._id), ending);
  }
  return withoutBegun(ctx, claimed, endings);
}

/** Of a worker that died in between the deployment may be there already: then that is how the due moment ended. */
async function withoutBegun(ctx: SystemCtx, claimed: RunRow[], endings: Map<string, Ending>) {
  const ended = claimed.filter(({ _id }) => endings.has(String(_id)));
  const begun = await listStatusesOfAllTeams(
    ctx,
    ended.map(({ _id }) => _id),
  );
  for (const id of begun.keys()) endings.delete(id);
  return endings;
}

async function appsOf(ctx: SystemCtx, runs: RunRow[]): Promise<AppRow[]> {
  const ids = new Map(runs.map(({ app }) => [String(app), app]));
  return listAppsOfAllTeams(ctx, [...ids.values()]);
}

async function toDeployments(ctx: SystemCtx, runs: RunRow[]): Promise<NewDeployment[]> {
  const apps = new Map((await appsOf(ctx, runs)).map((app) => [String(app._id), app]));
  return runs.flatMap((run) => {
    const app = apps.get(String(run.app));
    return app ? [toDeployment(run, app)] : [];
  });
}

function toDeployment(run: RunRow, app: AppRow): NewDeployment {
  return {
    ...{ id: run._id, team: String(run.team), app, revision: run.revision, createdBy: run.createdBy },
    trigger: run.kind,
    schedule: run.schedule && String(run.schedule),
    ...{ dueAt: run.dueAt, notAfter: run.notAfter, waitsFor: run.waitsFor },
    skipIfCurrent: run.kind === 'dependency' && run.skipIfCurrent,
  };
}

async function markStarted(runs: RunRow[]): Promise<void> {
  if (runs.length === 0) return;
  await RunModel.updateMany(
    { _id: { $in: runs.map(({ _id }) => _id) }, state: 'starting' },
    { $set: { state: 'started', startedAt: runs[0]?.stateAt ?? null } },
  ).setOptions({ acrossTeams: true });
}

async function markEnded(claimed: RunRow[], endings: Map<string, Ending>): Promise<void> {
  for (const run of claimed) {
    const ending = endings.get(String(run._id));
    if (!ending) continue;
    const { state, reason } = ending;
    await RunModel.updateOne({ _id: run._id, team: run.team, state: 'starting' }, { $set: { state, reason } });
  }
}

/** A dependency that will never come fails what waits for it, also what starts only now. */
async function tellWaiting(ctx: SystemCtx, claimed: RunRow[], endings: Map<string, Ending>): Promise<void> {
  const ids = [...claimed.flatMap((run) => run.waitsFor.map(({ deployment }) => deployment))];
  const gone =
    ids.length === 0
      ? []
      : await RunModel.find({ _id: { $in: ids }, state: { $in: ['missed', 'skipped'] } })
          .setOptions({ acrossTeams: true })
          .lean();
  const ended = claimed.filter(({ _id }) => endings.has(String(_id)));
  for (const run of [...gone, ...ended]) {
    const why = endings.get(String(run._id))?.reason ?? run.reason;
    const sentence = `${run.appName} did not start: ${why?.message ?? 'it was missed.'}`;
    await failWaitingFor(actForTeam(ctx, String(run.team)), String(run._id), sentence);
  }
}
