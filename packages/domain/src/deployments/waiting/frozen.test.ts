import { CreateFreezeBody } from '@oatfin/contracts';
import { createTestSystem, type TestSystem } from '@oatfin/testkit/context';
import { getApp, updateApp } from '../../apps';
import { listAuditEvents } from '../../audit';
import type { Ctx } from '../../context';
import { deleteFreeze, updateFreeze } from '../../freeze-changes';
import { createFreeze, findFreeze } from '../../freezes';
import { addApps, askChain, type ByName, run, statusesOf } from '../chain.fixture';
import { DeploymentModel } from '../deployment.model';
import {
  cancelDeployment,
  createDeployment,
  getDeployment,
  overrideFreeze,
  rollbackDeployment,
  sweepBlocked,
} from '../index';

let tests: TestSystem;
let ctx: Ctx;
let apps: ByName;

beforeAll(async () => {
  tests = await createTestSystem();
});
beforeEach(async () => {
  tests.setNow(before);
  ctx = await tests.createTeam();
  apps = await addApps(ctx, { db: [], api: ['db'] });
});
afterAll(() => tests.close());

const before = new Date('2026-12-20T16:59:59.999Z');
const during = new Date('2026-12-24T12:00:00.000Z');
const end = new Date('2027-01-02T07:00:00.000Z');
const held = 'Held by the freeze “Christmas” until 2027-01-02 08:00 (Europe/Paris).';

/** From 18:00 on 20 December until 08:00 on 2 January in Paris. */
async function freeze(more: object = {}): Promise<string> {
  const from = { year: 2026, month: 12, day: 20, hour: 18, minute: 0 };
  const to = { year: 2027, month: 1, day: 2, hour: 8, minute: 0 };
  const body = { name: 'Christmas', from, to, timezone: 'Europe/Paris', yearly: true, ...more };
  return (await createFreeze(ctx, CreateFreezeBody.parse(body))).id;
}

const ask = async (app = 'db') => (await createDeployment(ctx, apps(app), {})).id;
const statusOf = async (id: string) => (await getDeployment(ctx, id)).status;

test('in a freeze a deployment is born blocked, says so, and starts when the freeze is over', async () => {
  await freeze();
  tests.setNow(during);
  const id = await ask();
  expect(await getDeployment(ctx, id)).toMatchObject({ status: 'blocked', reason: { code: 'freeze', message: held } });
  tests.setNow(new Date(end.getTime() - 1));
  await sweepBlocked(tests.system);
  expect(await statusOf(id)).toBe('blocked');
  tests.setNow(end);
  await sweepBlocked(tests.system);
  expect(await run(ctx, id)).toMatchObject({ status: 'succeeded', reason: null });
});

test('before a freeze begins it holds nothing; what waits its turn then is held when it would start', async () => {
  await freeze();
  const [first, second] = [await ask(), await ask()];
  tests.setNow(during);
  expect(await run(ctx, first)).toMatchObject({ status: 'succeeded' });
  expect(await getDeployment(ctx, second)).toMatchObject({ status: 'blocked', reason: { message: held } });
});

test('what a chain leads into a freeze is held there once its dependencies have succeeded', async () => {
  await freeze();
  const chain = await askChain(ctx, apps('api'));
  tests.setNow(during);
  await run(ctx, chain('db'));
  expect(await getDeployment(ctx, chain('api'))).toMatchObject({ status: 'blocked', reason: { code: 'freeze' } });
});

test('a freeze of some environments holds no other, and of several the one that ends last is named', async () => {
  await freeze({ environments: ['production', 'staging'] });
  await freeze({ name: 'Inventory', to: { year: 2027, month: 1, day: 5, hour: 8, minute: 0 } });
  expect(await findFreeze(ctx, 'production', during)).toMatchObject({ name: 'Inventory' });
  expect(await findFreeze(await tests.createTeam(), 'production', during)).toBeNull();
  await updateApp(ctx, apps('db'), { environment: 'test' });
  tests.setNow(during);
  expect(await getDeployment(ctx, await ask())).toMatchObject({
    reason: { message: expect.stringContaining('Inventory') },
  });
});

test('an app of an environment that no freeze holds is deployed', async () => {
  await freeze({ environments: ['production'] });
  await updateApp(ctx, apps('db'), { environment: 'test' });
  tests.setNow(during);
  expect(await statusOf(await ask())).toBe('queued');
});

test('rolling back is possible in a freeze', async () => {
  await run(ctx, await ask());
  await updateApp(ctx, apps('db'), { containers: [other] });
  const second = await run(ctx, await ask());
  await freeze();
  tests.setNow(during);
  const { id } = await rollbackDeployment(ctx, second.id);
  expect(await run(ctx, id)).toMatchObject({ status: 'succeeded', revision: 1 });
});

test('a rollback is not kept waiting by a deployment of the same app that a freeze holds before it', async () => {
  await run(ctx, await ask());
  await updateApp(ctx, apps('db'), { containers: [other] });
  const served = await run(ctx, await ask());
  await freeze();
  const [running, waiting] = [await ask(), await ask()];
  tests.setNow(during);
  const { id } = await rollbackDeployment(ctx, served.id);
  await run(ctx, running);
  expect([await statusOf(waiting), (await getApp(ctx, apps('db'))).activeDeployment?.toString()]).toEqual([
    'blocked',
    id,
  ]);
});

test('what may not wait until the end of the freeze fails, naming it', async () => {
  await freeze();
  tests.setNow(during);
  const id = await ask();
  const notAfter = new Date(during.getTime() + 15 * 60_000);
  await DeploymentModel.updateOne({ _id: id, team: ctx.team }, { notAfter });
  tests.setNow(new Date(notAfter.getTime() + 1));
  await sweepBlocked(tests.system);
  expect(await getDeployment(ctx, id)).toMatchObject({
    ...{ status: 'failed', startedAt: null },
    reason: { code: 'frozen', message: `It was to start by 2026-12-24 12:15 UTC at the latest. ${held}` },
  });
});

test('one deployment is let through with a reason, which stays with it, in its log and in the audit trail', async () => {
  await freeze();
  tests.setNow(during);
  const [id, stays] = [await ask(), await ask('api')];
  const override = { by: 'Ada', reason: 'Customers cannot pay.', at: during.toISOString() };
  expect(await overrideFreeze(ctx, id, override.reason)).toMatchObject({ status: 'queued', freezeOverride: override });
  await expect(overrideFreeze(ctx, id, override.reason)).rejects.toMatchObject({ code: 'deployment.not_frozen' });
  expect(await run(ctx, id)).toMatchObject({ status: 'succeeded', freezeOverride: override });
  expect(await statusOf(stays)).toBe('blocked');
  const { auditEvents } = await listAuditEvents(ctx, { limit: 50 });
  expect(auditEvents).toMatchObject([
    {
      act: 'deployment.override_freeze',
      object: { kind: 'deployment', id },
      reason: override.reason,
      actor: { name: 'Ada' },
    },
  ]);
  expect((await listAuditEvents(await tests.createTeam(), { limit: 50 })).auditEvents).toEqual([]);
});

test('what waits for a dependency cannot be let through', async () => {
  const chain = await askChain(ctx, apps('api'));
  await expect(overrideFreeze(ctx, chain('api'), 'Now!')).rejects.toMatchObject({ code: 'deployment.not_frozen' });
});

test('a freeze that is made shorter or goes lets what it held start at once', async () => {
  const [one, other] = [await freeze(), await freeze({ environments: ['production'], name: 'Inventory' })];
  tests.setNow(during);
  const id = await ask();
  await deleteFreeze(ctx, one);
  expect(await getDeployment(ctx, id)).toMatchObject({ reason: { message: expect.stringContaining('“Inventory”') } });
  await updateFreeze(ctx, other, { to: { year: 2026, month: 12, day: 24, hour: 14, minute: 0 } });
  expect(await getDeployment(ctx, id)).toMatchObject({
    reason: { message: expect.stringContaining('2026-12-24 14:00') },
  });
  await updateFreeze(ctx, other, { environments: ['staging'] });
  expect(await statusOf(id)).toBe('queued');
});

test('a freeze that begins while another holds and lasts longer is told', async () => {
  await freeze({ yearly: false });
  tests.setNow(during);
  const id = await ask();
  await freeze({ name: 'Inventory', to: { year: 2027, month: 1, day: 5, hour: 8, minute: 0 } });
  await sweepBlocked(tests.system);
  await sweepBlocked(tests.system);
  expect(await getDeployment(ctx, id)).toMatchObject({
    ...{ status: 'blocked', reason: { message: expect.stringContaining('“Inventory” until 2027-01-05') } },
  });
  tests.setNow(end);
  await sweepBlocked(tests.system);
  expect(await statusOf(id)).toBe('blocked');
});

test('a blocked deployment is canceled at once, and what waits for it fails', async () => {
  await freeze();
  tests.setNow(during);
  const chain = await askChain(ctx, apps('api'));
  expect(await statusesOf(ctx, chain, ['db', 'api'])).toEqual({ db: 'blocked', api: 'blocked' });
  await cancelDeployment(ctx, chain('db'));
  expect(await statusesOf(ctx, chain, ['db', 'api'])).toEqual({ db: 'canceled', api: 'failed' });
});

const other = {
  ...{ name: 'web', image: 'shop/api:2', replicas: 1, cpu: 0.25, memoryMb: 128, ports: [8080], publicPort: 8080 },
  ...{ env: {}, secrets: {} },
};
