import { createTestSystem, type TestSystem } from '@oatfin/testkit/context';
import { body } from '../../app-bodies.fixture';
import type { Ctx } from '../../context';
import {
  claimApp,
  countBusyApps,
  createApp,
  getApp,
  listBusyApps,
  listBusyAppsOfAllTeams,
  markDeleting,
  markStopped,
  recordLastDeployment,
  recordNewDeployments,
  releaseApp,
  setServing,
  toApp,
} from '../index';

let tests: TestSystem;
let ctx: Ctx;
let app: string;

const first = 'a'.repeat(24);
const second = 'b'.repeat(24);
const serving = { release: first, revision: 3 };

beforeAll(async () => {
  tests = await createTestSystem();
});
beforeEach(async () => {
  ctx = await tests.createTeam();
  app = (await createApp(ctx, body())).id;
});
afterAll(() => tests.close());

test('an app is held by one deployment at a time, which may claim it again', async () => {
  expect(await claimApp(ctx, app, first)).toBe(true);
  expect(await claimApp(ctx, app, first)).toBe(true);
  expect(await claimApp(ctx, app, second)).toBe(false);
  await releaseApp(ctx, app, first);
  expect(await claimApp(ctx, app, second)).toBe(true);
});

test('of 20 deployments that claim at once, one gets the app', async () => {
  const ids = Array.from({ length: 20 }, (_, n) => n.toString(16).padStart(24, 'c'));
  const claims = await Promise.all(ids.map((id) => claimApp(ctx, app, id)));
  expect(claims.filter(Boolean)).toHaveLength(1);
});

test('only the holder can release an app or say what serves', async () => {
  await claimApp(ctx, app, first);
  await releaseApp(ctx, app, second, { serving });
  await setServing(ctx, app, second, serving);
  expect(toApp(ctx, await getApp(ctx, app))).toMatchObject({ status: 'deploying', currentRevision: null });
});

test('what serves is said with the release, or before it, and stays when nothing is said', async () => {
  await claimApp(ctx, app, first);
  await setServing(ctx, app, first, serving);
  expect(await getApp(ctx, app)).toMatchObject({ serving, health: 'healthy' });
  await releaseApp(ctx, app, first);
  expect(toApp(ctx, await getApp(ctx, app))).toMatchObject({ status: 'running', currentRevision: 3 });
  await claimApp(ctx, app, second);
  await releaseApp(ctx, app, second, { serving: null });
  expect(await getApp(ctx, app)).toMatchObject({ serving: null, health: null });
});

test('a stopped app that serves again is no longer stopped', async () => {
  await markStopped(ctx, app);
  expect(toApp(ctx, await getApp(ctx, app)).status).toBe('stopped');
  await claimApp(ctx, app, first);
  await releaseApp(ctx, app, first, { serving });
  expect(toApp(ctx, await getApp(ctx, app)).status).toBe('running');
});

test('an app that is being deleted is claimed by its teardown alone', async () => {
  await markDeleting(ctx, app);
  expect(await claimApp(ctx, app, first)).toBe(false);
  expect(await claimApp(ctx, app, second, { forTeardown: true })).toBe(true);
});

test("another team's app cannot be claimed, and is not among the busy ones", async () => {
  const other = await tests.createTeam();
  expect(await claimApp(other, app, first)).toBe(false);
  await claimApp(ctx, app, first);
  expect([await countBusyApps(other), await listBusyApps(other)]).toEqual([0, []]);
  expect([await countBusyApps(ctx), await listBusyApps(ctx)]).toEqual([1, [{ id: app, deployment: first }]]);
  const all = await listBusyAppsOfAllTeams(tests.system);
  expect(all).toContainEqual({ team: ctx.team, id: app, deployment: first });
});

function summaryOf(id: string, status = 'queued') {
  const at = '2027-03-01T12:00:00.000Z';
  return { id, status, trigger: 'manual', revision: null, createdAt: at, startedAt: null, endedAt: null };
}

const made = (id: string) => recordNewDeployments(ctx, [{ team: ctx.team, app, lastDeployment: summaryOf(id) }]);

test('the last deployment is shown as it was recorded', async () => {
  await made(first);
  await recordLastDeployment(ctx, app, summaryOf(first, 'failed'));
  const shown = toApp(ctx, await getApp(ctx, app));
  expect([shown.lastDeployment, shown.recentDeployments]).toEqual([
    summaryOf(first, 'failed'),
    [summaryOf(first, 'failed')],
  ]);
});

test('of the recent deployments five are shown, the newest first, each once and as it ended', async () => {
  const ids = Array.from({ length: 6 }, (_, n) => `${n}`.padStart(24, 'd'));
  for (const id of ids) await made(id);
  await Promise.all([ids[5], ids[4]].map((id) => made(`${id}`)));
  await recordLastDeployment(ctx, app, summaryOf(`${ids[3]}`, 'succeeded'));
  await recordLastDeployment(ctx, app, summaryOf(`${ids[0]}`, 'canceled'));
  const { recentDeployments } = toApp(ctx, await getApp(ctx, app));
  expect(recentDeployments.map(({ id }) => id)).toEqual(ids.slice(1).reverse());
  expect(recentDeployments.map(({ status }) => status)).toEqual(['queued', 'queued', 'succeeded', 'queued', 'queued']);
});

test('an app of an earlier release, which kept less, is shown all the same', async () => {
  const { startedAt: _startedAt, ...kept } = summaryOf(first, 'succeeded');
  const row = { ...(await getApp(ctx, app)), lastDeployment: kept };
  const { recentDeployments: _recentDeployments, ...old } = row;
  expect(toApp(ctx, old)).toMatchObject({ lastDeployment: { id: first, startedAt: null }, recentDeployments: [] });
});
