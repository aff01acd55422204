import { mayRole, Role } from '@oatfin/contracts';
import { createMember, factories, type Member } from '@oatfin/testkit/factories';
import { type Called, openTestApi, type TestApi } from './api.fixture';
import { routes } from './app';
import type { Route } from './http/route';
import { bodies } from './routes.fixture';

const titled = routes.map((route) => ({ title: `${route.method.toUpperCase()} ${route.path}${asWhen(route)}`, route }));
const guarded = titled.filter(({ route }) => route.permission !== 'public');
const withParams = guarded.filter(({ route }) => route.path.includes('{'));
const ofTeams = guarded.filter(({ route }) => route.permission !== 'user');
const unknownId = 'f'.repeat(24);

let api: TestApi;
let owner: Member;
let hostile: Member;

beforeAll(async () => {
  api = await openTestApi();
  owner = await createMember(api.system);
  hostile = await createMember(api.system);
});
afterAll(() => api.close());

afterAll(() => {
  const counts = {
    routes: routes.length,
    guarded: guarded.length,
    withParams: withParams.length,
    ofTeams: ofTeams.length,
  };
  process.stdout.write(`route table: ${JSON.stringify(counts)}, ${ofTeams.length * Role.options.length} role checks\n`);
});

test('no two routes answer the same request', () => {
  expect(new Set(titled.map(({ title }) => title)).size).toBe(routes.length);
});

test.each(guarded)('without a token $title is a 401', async ({ route }) => {
  const answer = await request(
    route,
    pathWith(route, () => unknownId),
    {},
  );
  expect([answer.status, answer.json.code]).toEqual([401, 'auth.missing']);
});

test.each(withParams)("another team's id in $title answers exactly as an unknown one", async ({ route }) => {
  const foreign = await hostileParams(route);
  const asForeign = await request(
    route,
    pathWith(route, (name) => foreign[name] ?? ''),
    as(owner),
  );
  const asUnknown = await request(
    route,
    pathWith(route, (name) => (name === 'number' ? '1' : unknownId)),
    as(owner),
  );
  const asMalformed = await request(
    route,
    pathWith(route, (name) => (name === 'number' ? '1' : 'not-an-id')),
    as(owner),
  );
  expect(asForeign.status).toBe(404);
  expect(withoutRequestId(asForeign)).toEqual(withoutRequestId(asUnknown));
  expect(asMalformed.status).toBe(404);
});

test.each(withParams.filter(({ route }) => route.events === null))(
  'the same things are there for their own team in $title',
  async ({ route }) => {
    const own = await hostileParams(route);
    const answer = await request(
      route,
      pathWith(route, (name) => own[name] ?? ''),
      as(hostile),
    );
    expect(answer.status).not.toBe(404);
    expect(answer.status).toBeLessThan(500);
  },
);

test.each(titled)('$title refuses an unknown query parameter by name', async ({ route }) => {
  const path = pathWith(route, (name) => (name === 'number' ? '1' : unknownId));
  const answer = await request(route, `${path}${path.includes('?') ? '&' : '?'}surprise=1`, as(owner));
  expect(answer.status).toBe(400);
  expect(answer.json.errors).toContainEqual({ path: 'surprise', message: 'is not a field of the query' });
});

test.each(titled.filter(({ route }) => route.body !== null))(
  '$title refuses an unknown field by name',
  async ({ route }) => {
    const path = pathWith(route, (name) => (name === 'number' ? '1' : unknownId));
    const body = { ...bodyOf(route), surprise: 1 };
    const answer = await api.call(route.method.toUpperCase(), path, { ...as(owner), body });
    expect(answer.status).toBe(400);
    expect(answer.json.errors).toContainEqual({ path: 'surprise', message: 'is not a field of the body' });
  },
);

describe.each(Role.options)('a %s', (role) => {
  let member: Member;
  beforeAll(async () => {
    member = await createMember(api.system, { team: owner.ctx.team, role });
  });

  test.each(ofTeams)('may $title exactly when the table of permissions says so', async ({ route }) => {
    const { permission } = route;
    if (permission === 'public' || permission === 'user') throw new Error('not a route of teams');
    const path = pathWith(route, (name) => (name === 'number' ? '1' : unknownId));
    // An unknown query parameter stops what is permitted before it does anything.
    const answer = await request(route, `${path}${path.includes('?') ? '&' : '?'}surprise=1`, {
      token: member.accessToken,
      team: owner.ctx.team,
    });
    expect([answer.status, answer.json.code]).toEqual(
      mayRole(role, permission) ? [400, 'request.invalid'] : [403, 'auth.forbidden'],
    );
  });
});

test.each(ofTeams)('$title in a team the caller is not in is a 404', async ({ route }) => {
  const path = pathWith(route, (name) => (name === 'number' ? '1' : unknownId));
  const answer = await request(route, path, { token: owner.accessToken, team: hostile.ctx.team });
  expect([answer.status, answer.json.code]).toEqual([404, 'team.not_found']);
});

function as(member: Member) {
  return { token: member.accessToken };
}

function asWhen(route: Route): string {
  return route.when ? `?${route.when.query}` : '';
}

function request(route: Route, path: string, options: { token?: string; team?: string }): Promise<Called> {
  const body = bodyOf(route);
  return api.call(route.method.toUpperCase(), path, { ...options, ...(body === undefined ? {} : { body }) });
}

/** A body the route accepts; throws for a new route whose body has required fields and no example yet. */
function bodyOf(route: Route): object | undefined {
  if (!route.body) return undefined;
  const body = bodies[`${route.method} ${route.path}${asWhen(route)}`] ?? {};
  const parsed = route.body.safeParse(body);
  if (!parsed.success) throw new Error(`Give routes.fixture.ts a body for ${route.path}: ${parsed.error.message}`);
  return body;
}

function pathWith(route: Route, value: (name: string) => string): string {
  const path = route.path.replace(/\{(\w+)\}/g, (_whole, name: string) => value(name));
  return route.when ? `${path}?${route.when.query}=${route.when.value ?? unknownId}` : path;
}

/** The hostile team's own things, in the order the path names them. */
async function hostileParams(route: Route): Promise<Record<string, string>> {
  const params: Record<string, string> = {};
  for (const [, noun = '', name = ''] of route.path.matchAll(/(\w+)\/\{(\w+)\}/g)) {
    const make = factories[`${noun}.${name}`];
    if (!make) throw new Error(`Give packages/testkit/src/factories a line for ${noun}.${name} of ${route.path}.`);
    params[name] = await make(hostile.ctx, params);
  }
  return params;
}

function withoutRequestId({ status, json }: Called): object {
  return { status, ...json, requestId: null };
}
