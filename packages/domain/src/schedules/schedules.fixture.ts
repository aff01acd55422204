import { CreateAppBody, CreateScheduleBody, type Deployment, type Schedule } from '@oatfin/contracts';
import { connectRedis } from '@oatfin/platform/queue';
import type { TestSystem } from '@oatfin/testkit/context';
import { type AppRow, createApp, findApp } from '../apps';
import type { Ctx } from '../context';
import { getDeployment, listDeployments, runDeployment } from '../deployments';
import { listNotifications } from '../notifications';
import { createSchedule, listPlannedRuns, listScheduleRuns } from './index';

/** 03:00 on 2027-02-10, in New York 08:00 UTC. */
export const at = { year: 2027, month: 2, day: 10, hour: 3, minute: 0 };

/** An app with one container; `dependsOn` by id. */
export async function addApp(
  ctx: Ctx,
  name = 'api',
  dependsOn: { app: string; leadMinutes?: number }[] = [],
): Promise<string> {
  const containers = [{ name: 'web', image: 'shop/api:1', secrets: { TOKEN: 'hunter2' } }];
  return (await createApp(ctx, CreateAppBody.parse({ name, containers, dependsOn }))).id;
}

/** A one-off at `at` in UTC, unless told otherwise. */
export function addSchedule(ctx: Ctx, app: string, given: object = {}): Promise<Schedule> {
  return createSchedule(ctx, CreateScheduleBody.parse({ app, at, timezone: 'UTC', ...given }));
}

/** A recurring one in UTC, unless told otherwise. */
export function addRecurring(ctx: Ctx, app: string, cron: string, given: object = {}): Promise<Schedule> {
  return addSchedule(ctx, app, { at: undefined, cron, ...given });
}

/** The row of an app that is there. */
export async function appRow(ctx: Ctx, id: string): Promise<AppRow> {
  const row = await findApp(ctx, id);
  if (!row) throw new Error(`there is no app ${id}`);
  return row;
}

/** All deployments of the team, in the order of making. */
export async function deploymentsOf(ctx: Ctx): Promise<Deployment[]> {
  return (await listDeployments(ctx, { limit: 200, sort: 'createdAt' })).deployments;
}

/** `api queued`, in the order of making. */
export async function statusesOf(ctx: Ctx): Promise<string[]> {
  return (await deploymentsOf(ctx)).map(({ appName, status }) => `${appName} ${status}`);
}

/** The deployment of an app that was made last. */
export async function deploymentOf(ctx: Ctx, name: string): Promise<Deployment> {
  const found = (await deploymentsOf(ctx)).findLast(({ appName }) => appName === name);
  if (!found) throw new Error(`${name} has no deployment`);
  return found;
}

/** What the last attempt of a worker makes of a deployment. */
export async function run(ctx: Ctx, id: string): Promise<Deployment> {
  await runDeployment(ctx, id, { shutdown: new AbortController().signal, lastAttempt: true });
  return getDeployment(ctx, id);
}

/** `19:00 due`, newest first: the history of a schedule. */
export async function historyOf(ctx: Ctx, id: string): Promise<string[]> {
  const { runs } = await listScheduleRuns(ctx, id, { limit: 200 });
  return runs.map(({ runAt, status }) => `${runAt.slice(11, 16)} ${status}`);
}

/** `api 08:00 due`, of two days, in the order of their times. */
export async function plannedOn(ctx: Ctx, day = '2027-02-10'): Promise<string[]> {
  const from = `${day}T00:00:00.000Z`;
  const to = new Date(Date.parse(from) + 2 * 86_400_000).toISOString();
  const { runs } = await listPlannedRuns(ctx, { from, to });
  return runs.map(({ appName, runAt, status }) => `${appName} ${runAt.slice(11, 16)} ${status}`);
}

/** The kinds of what the team was told, oldest first. */
export async function toldKinds(ctx: Ctx): Promise<string[]> {
  return (await listNotifications(ctx, { limit: 100 })).notifications.map(({ kind }) => kind).reverse();
}

/** Jobs that wait in Redis, with the instant at which each is due, earliest first. */
export async function queuedJobs({ redisUrl, prefix, system }: TestSystem): Promise<{ id: string; dueAt: string }[]> {
  const redis = connectRedis(redisUrl, { blocking: false, logger: system.logger });
  try {
    const entries = await redis.zrange(`${prefix}:schedules:delayed`, '0', '-1', 'WITHSCORES');
    const ids = entries.filter((_entry, index) => index % 2 === 0);
    // BullMQ keeps the milliseconds above 12 bits of order.
    const instants = entries
      .filter((_entry, index) => index % 2 === 1)
      .map((score) => Math.floor(Number(score) / 4_096));
    return ids.map((id, index) => ({ id, dueAt: new Date(instants[index] ?? 0).toISOString() }));
  } finally {
    redis.disconnect();
  }
}
