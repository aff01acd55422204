import { randomBytes } from 'node:crypto';
import { CreateAppBody, CreateFreezeBody, CreateScheduleBody } from '@oatfin/contracts';
import { createApp } from '@oatfin/domain/apps';
import type { Ctx } from '@oatfin/domain/context';
import { createDeployment } from '@oatfin/domain/deployments';
import { createFreeze } from '@oatfin/domain/freezes';
import { listNotifications, notifyTeam } from '@oatfin/domain/notifications';
import { createRegistry } from '@oatfin/domain/registries';
import { createRevision } from '@oatfin/domain/revisions';
import { createSchedule } from '@oatfin/domain/schedules';
import { createTeam } from '@oatfin/domain/teams';

/** Values of the parameters in a path so far: `{ id: '…' }` when `number` is asked for. */
type Params = Record<string, string>;

/** Makes the thing a path parameter names, in the context's team, and gives the parameter's value. */
export type Factories = Record<string, (ctx: Ctx, params: Params) => Promise<string>>;

/**
 * One line for each parameter of the route table, under the noun before it: `/v1/apps/{id}` is `apps.id`. The tests that
 * walk the table fail for a route without one.
 */
export const factories: Factories = {
  'teams.id': async (ctx) => (await createTeam(ctx, ctx.actor.id, unique('Team'))).id,
  'registries.id': async (ctx) =>
    (await createRegistry(ctx, { name: unique('Registry'), host: 'r.example.com', username: 'u', password: 'p' })).id,
  'apps.id': async (ctx) => (await createApp(ctx, app())).id,
  'revisions.number': async (ctx, { id: appId = '' }) => {
    const target = { kind: 'docker', cloudAccount: null } as const;
    const revision = await createRevision(ctx, { app: appId, target, containers: [], createdBy: null });
    return String(revision.number);
  },
  'deployments.id': async (ctx) => (await createDeployment(ctx, (await createApp(ctx, app())).id, {})).id,
  'freezes.id': async (ctx) => (await createFreeze(ctx, freeze())).id,
  'schedules.id': async (ctx) => {
    const body = { app: (await createApp(ctx, app())).id, cron: '0 20 * * *', timezone: 'Europe/Paris' };
    return (await createSchedule(ctx, CreateScheduleBody.parse(body))).id;
  },
  'notifications.id': async (ctx) => {
    await notifyTeam(ctx, {
      kind: 'plan_changed',
      title: 'Moved',
      text: 'By 5 minutes.',
      link: '/apps',
      key: unique('k'),
    });
    return (await listNotifications(ctx, { limit: 1 })).notifications[0]?.id ?? '';
  },
};

function app() {
  return CreateAppBody.parse({
    name: unique('app'),
    containers: [{ name: 'web', image: 'registry.example.com/shop/api:1' }],
  });
}

/** Long over: it holds nothing of what other factories make. */
function freeze() {
  const from = { year: 2_020, month: 12, day: 20, hour: 18, minute: 0 };
  const to = { ...from, day: 21 };
  return CreateFreezeBody.parse({ name: unique('Freeze'), from, to, timezone: 'Europe/Paris' });
}

function unique(name: string): string {
  return `${name}-${randomBytes(4).toString('hex')}`;
}
