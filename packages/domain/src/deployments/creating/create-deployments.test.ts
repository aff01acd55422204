import { createTestSystem, type TestSystem } from '@oatfin/testkit/context';
import { Types } from 'mongoose';
import { getApp } from '../../apps';
import type { Ctx } from '../../context';
import { told } from '../../deployments.fixture';
import { addApps, run } from '../chain.fixture';
import { DeploymentModel } from '../deployment.model';
import { EventModel } from '../events/event.model';
import { createDeployments, getDeployment, type NewDeployment, sweepBlocked } from '../index';

let tests: TestSystem;
let ctx: Ctx;

beforeAll(async () => {
  tests = await createTestSystem();
});
beforeEach(async () => {
  ctx = await tests.createTeam();
});
afterEach(() => tests.setNow(null));
afterAll(() => tests.close());

async function planned(team: Ctx, app: string, more: Partial<NewDeployment> = {}): Promise<NewDeployment> {
  return {
    ...{ id: new Types.ObjectId(), team: team.team, app: await getApp(team, app), trigger: 'schedule', revision: null },
    ...{ schedule: null, dueAt: new Date(), notAfter: null, waitsFor: [], skipIfCurrent: false, createdBy: 'Ada' },
    ...more,
  };
}

const eventsOf = (id: Types.ObjectId) => EventModel.find({ team: ctx.team, deployment: id }).sort({ seq: 1 }).lean();

test('deployments of many teams are made at once, each in its own team, and may start', async () => {
  const teams = await Promise.all(Array.from({ length: 5 }, () => tests.createTeam()));
  const wanted = await Promise.all(
    teams.map(async (team) => planned(team, (await addApps(team, { api: [] }))('api'), { revision: null })),
  );
  await createDeployments(tests.system, wanted);
  for (const [index, team] of teams.entries()) {
    const id = String(wanted[index]?.id);
    expect(await getDeployment(team, id)).toMatchObject({ appName: 'api', status: 'queued', trigger: 'schedule' });
    expect(await getApp(team, String(wanted[index]?.app._id))).toMatchObject({
      lastDeployment: { id, status: 'queued' },
    });
    expect(await run(team, id)).toMatchObject({ status: 'succeeded' });
  }
});

test('a second call with the same ids changes nothing, also after the deployment has ended', async () => {
  const wanted = await planned(ctx, (await addApps(ctx, { api: [] }))('api'));
  await createDeployments(tests.system, [wanted]);
  await Promise.all([1, 2, 3].map(() => createDeployments(tests.system, [wanted])));
  expect(await eventsOf(wanted.id)).toMatchObject([{ seq: 1, data: { status: 'queued' } }]);
  const ended = await run(ctx, String(wanted.id));
  const events = await told(ctx, ended.id);
  await createDeployments(tests.system, [wanted]);
  expect(await getDeployment(ctx, ended.id)).toEqual(ended);
  expect(await told(ctx, ended.id)).toEqual(events);
  expect((await getApp(ctx, ended.app)).lastDeployment).toMatchObject({ status: 'succeeded' });
  expect(await DeploymentModel.countDocuments({ team: ctx.team })).toBe(1);
});

test('what a call that died left without its row is made by the next one, beside what is there', async () => {
  const apps = await addApps(ctx, { db: [], api: [] });
  const [first, second] = [await planned(ctx, apps('db')), await planned(ctx, apps('api'))];
  await createDeployments(tests.system, [first, second]);
  await DeploymentModel.deleteOne({ _id: second.id, team: ctx.team });
  await createDeployments(tests.system, [first, second]);
  for (const { id } of [first, second]) {
    expect(await eventsOf(id)).toMatchObject([{ seq: 1, data: { status: 'queued' } }]);
    expect(await run(ctx, String(id))).toMatchObject({ status: 'succeeded' });
  }
});

test('what a call that died left without its event gets it from the next one', async () => {
  const wanted = await planned(ctx, (await addApps(ctx, { api: [] }))('api'));
  await createDeployments(tests.system, [wanted]);
  await EventModel.deleteMany({ team: ctx.team, deployment: wanted.id });
  await createDeployments(tests.system, [wanted]);
  expect(await eventsOf(wanted.id)).toMatchObject([{ seq: 1, data: { status: 'queued' } }]);
});

test('what waits for a deployment that has ended already does not wait', async () => {
  const apps = await addApps(ctx, { db: [], api: [] });
  const db = await planned(ctx, apps('db'));
  await createDeployments(tests.system, [db]);
  await run(ctx, String(db.id));
  const waitsFor = [{ deployment: db.id, app: db.app._id, appName: 'db' }];
  const api = await planned(ctx, apps('api'), { waitsFor });
  await createDeployments(tests.system, [api]);
  expect(await getDeployment(ctx, String(api.id))).toMatchObject({ status: 'queued' });
});

test('what waits for one that does not exist yet waits until its notAfter, and then fails naming it', async () => {
  const apps = await addApps(ctx, { db: [], api: [] });
  const db = await planned(ctx, apps('db'));
  const waitsFor = [{ deployment: db.id, app: db.app._id, appName: 'db' }];
  const notAfter = new Date('2027-02-10T08:15:00.000Z');
  tests.setNow(new Date('2027-02-10T08:00:00.000Z'));
  const api = await planned(ctx, apps('api'), { waitsFor, notAfter });
  await createDeployments(tests.system, [api]);
  tests.setNow(notAfter);
  await sweepBlocked(tests.system);
  expect(await getDeployment(ctx, String(api.id))).toMatchObject({ status: 'blocked' });
  tests.setNow(new Date(notAfter.getTime() + 1));
  await sweepBlocked(tests.system);
  const message = 'It was to start by 2027-02-10 08:15 UTC at the latest, and db had not succeeded by then.';
  expect(await getDeployment(ctx, String(api.id))).toMatchObject({
    ...{ status: 'failed', startedAt: null, reason: { code: 'dependency_late', message } },
  });
});

test('the order of a team is that of making, whatever ids say', async () => {
  const app = (await addApps(ctx, { api: [] }))('api');
  const [older, newer] = [new Types.ObjectId(), new Types.ObjectId()];
  tests.setNow(new Date('2027-02-10T08:00:00.000Z'));
  await createDeployments(tests.system, [await planned(ctx, app, { id: newer })]);
  tests.setNow(new Date('2027-02-10T08:00:01.000Z'));
  await createDeployments(tests.system, [await planned(ctx, app, { id: older })]);
  expect(String((await getApp(ctx, app)).activeDeployment)).toBe(String(newer));
});
