import { type App, ListAppsQuery } from '@oatfin/contracts';
import { createTestSystem, type TestSystem } from '@oatfin/testkit/context';
import mongoose from 'mongoose';
import { z } from 'zod';
import { body, refusalOf } from '../../app-bodies.fixture';
import type { Ctx } from '../../context';
import { claimApp, createApp, listApps, markDeleting, markStopped, releaseApp, setHealth, updateApp } from '../index';

let tests: TestSystem;
let ctx: Ctx;

beforeAll(async () => {
  tests = await createTestSystem();
});
beforeEach(async () => {
  ctx = await tests.createTeam();
});
afterAll(() => tests.close());

async function list(query: Record<string, unknown> = {}) {
  return listApps(ctx, ListAppsQuery.parse(query));
}

async function namesOf(query: Record<string, unknown>): Promise<string[]> {
  return (await list({ sort: 'name', ...query })).apps.map(({ name }) => name);
}

async function serve(app: App, release: string): Promise<void> {
  await claimApp(ctx, app.id, release);
  await releaseApp(ctx, app.id, release, { serving: { release, revision: 1 } });
}

test.each(['name', '-name', 'createdAt', '-createdAt', 'updatedAt', '-updatedAt'])(
  'paging by %s gives every app exactly once, in order, also those made at one moment',
  async (sort) => {
    tests.setNow(new Date('2027-03-01T12:00:00Z'));
    for (let n = 0; n < 11; n += 1) await createApp(ctx, body({ name: `app-${n % 3}-${n}` }));
    tests.setNow(null);
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await list({ sort, limit: 3, ...(cursor ? { cursor } : {}) });
      seen.push(...page.apps.map(({ name }) => name));
      cursor = page.nextCursor;
    } while (cursor);
    const whole = (await list({ sort, limit: 200 })).apps.map(({ name }) => name);
    expect(seen).toEqual(whole);
    expect(new Set(seen).size).toBe(11);
  },
);

test('the search finds parts of names in any case and reads no pattern into them', async () => {
  for (const name of ['Shop API', 'shop-db', 'a.c', 'abc', 'x(y', 'Straße']) await createApp(ctx, body({ name }));
  expect(await namesOf({ search: 'SHOP' })).toEqual(['Shop API', 'shop-db']);
  expect(await namesOf({ search: 'a.c' })).toEqual(['a.c']);
  expect(await namesOf({ search: '.*' })).toEqual([]);
  expect(await namesOf({ search: 'x(' })).toEqual(['x(y']);
  expect(await namesOf({ search: 'STRASSE' })).toEqual(['Straße']);
  expect(await namesOf({ search: '' })).toHaveLength(6);
});

test('each status lists exactly the apps that show it', async () => {
  const make = (name: string) => createApp(ctx, body({ name }));
  await make('never_deployed');
  const [deploying, running, degraded] = [await make('deploying'), await make('running'), await make('degraded')];
  const [stopped, deleting, failed] = [await make('stopped'), await make('deleting'), await make('failed-first')];
  await serve(running, 'a'.repeat(24));
  await serve(degraded, 'b'.repeat(24));
  await setHealth(ctx, degraded.id, 'degraded');
  await serve(stopped, 'c'.repeat(24));
  await markStopped(ctx, stopped.id);
  await claimApp(ctx, failed.id, 'd'.repeat(24));
  await releaseApp(ctx, failed.id, 'd'.repeat(24));
  await serve(deploying, 'e'.repeat(24));
  await serve(deleting, 'f'.repeat(24));
  for (const { id } of [deploying, deleting]) await setHealth(ctx, id, 'degraded');
  await claimApp(ctx, deploying.id, '1'.repeat(24));
  await markDeleting(ctx, deleting.id);
  const statuses = ['deploying', 'running', 'degraded', 'stopped', 'deleting'];
  for (const status of statuses) expect([status, await namesOf({ status })]).toEqual([status, [status]]);
  expect(await namesOf({ status: 'never_deployed' })).toEqual(['failed-first', 'never_deployed']);
  for (const { name, status } of (await list()).apps) expect(await namesOf({ status })).toContain(name);
});

test('filters hold together', async () => {
  await createApp(ctx, body({ name: 'api', environment: 'staging' }));
  await createApp(ctx, body({ name: 'api-2' }));
  expect(await namesOf({ environment: 'staging' })).toEqual(['api']);
  expect(await namesOf({ environment: 'staging', search: '2' })).toEqual([]);
  expect(await namesOf({ environment: 'staging', status: 'running' })).toEqual([]);
});

test('a cursor goes with its sort and filters', async () => {
  for (const name of ['a', 'b', 'c']) await createApp(ctx, body({ name }));
  const { nextCursor } = await list({ sort: 'name', limit: 1 });
  expect(nextCursor).not.toBeNull();
  for (const query of [{ sort: '-name' }, { sort: 'name', search: 'a' }, { sort: 'createdAt' }]) {
    expect((await refusalOf(list({ ...query, cursor: nextCursor }))).code).toBe('request.cursor_invalid');
  }
  expect((await refusalOf(list({ cursor: 'nonsense' }))).code).toBe('request.cursor_invalid');
});

test('a change moves an app to the front of those changed last; a deployment does not', async () => {
  const first = await createApp(ctx, body({ name: 'first' }));
  const second = await createApp(ctx, body({ name: 'second' }));
  await serve(first, 'a'.repeat(24));
  expect((await list({ sort: '-updatedAt' })).apps[0]?.name).toBe('second');
  await updateApp(ctx, second.id, { environment: 'staging' });
  await updateApp(ctx, first.id, { environment: 'staging' });
  expect((await list({ sort: '-updatedAt' })).apps[0]?.name).toBe('first');
});

test("another team's apps are neither listed, found nor counted", async () => {
  const other = await tests.createTeam();
  await createApp(other, body({ name: 'theirs' }));
  await createApp(ctx, body({ name: 'ours' }));
  expect(await namesOf({})).toEqual(['ours']);
  expect(await namesOf({ search: 'theirs' })).toEqual([]);
});

test.each(['name', '-name', 'createdAt', '-createdAt', 'updatedAt', '-updatedAt'])(
  'a page by %s is one index scan that reads no more rows than it gives, however many there are',
  async (sort) => {
    for (let n = 0; n < 30; n += 1) await createApp(ctx, body({ name: `app-${n}` }));
    const first = await list({ sort, limit: 5 });
    const plans = [await explain({ sort, limit: 5 }), await explain({ sort, limit: 5, cursor: first.nextCursor })];
    for (const plan of plans) {
      expect(plan.stages).toContain('IXSCAN');
      expect(plan.stages).not.toContain('SORT');
      expect(plan.stages).not.toContain('COLLSCAN');
      expect(plan.documentsExamined).toBeLessThanOrEqual(8);
    }
  },
);

const Find = z.tuple([
  z.looseObject({}),
  z.looseObject({ sort: z.record(z.string(), z.literal([1, -1])), limit: z.int() }),
]);
const Plan = z.looseObject({
  queryPlanner: z.looseObject({ winningPlan: z.unknown() }),
  executionStats: z.looseObject({ totalDocsExamined: z.int() }),
});

/** How MongoDB answers the query that a list makes. */
async function explain(query: Record<string, unknown>): Promise<{ stages: string; documentsExamined: number }> {
  const made: unknown[][] = [];
  mongoose.set('debug', (_collection: string, _method: string, ...given: unknown[]) => void made.push(given));
  await list(query);
  mongoose.set('debug', false);
  const [filter, { sort, limit }] = Find.parse(made[0]?.slice(0, 2));
  const cursor = mongoose.connection.collection('apps').find(filter).sort(sort).limit(limit);
  const { queryPlanner, executionStats } = Plan.parse(await cursor.explain('executionStats'));
  return { stages: JSON.stringify(queryPlanner.winningPlan), documentsExamined: executionStats.totalDocsExamined };
}
