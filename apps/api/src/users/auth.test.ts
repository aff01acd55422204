import { accessTokens } from '@oatfin/domain/sessions';
import { sign } from 'jsonwebtoken';
import mongoose from 'mongoose';
import { type Called, openTestApi, type TestApi } from '../api.fixture';

let api: TestApi;
let count = 0;
beforeAll(async () => {
  api = await openTestApi();
});
afterEach(() => api.setNow(null));
afterAll(() => api.close());

const password = 'correct horse battery staple';

test('a sign-up makes a user, a first team they own, and a login', async () => {
  const answer = await register({ name: 'Zoë', team: 'Ärzte & Co', timezone: 'America/New_York' });
  expect(answer.status).toBe(201);
  expect(answer.json).toMatchObject({
    user: { name: 'Zoë', timezone: 'America/New_York' },
    team: { name: 'Ärzte & Co', slug: 'arzte-co', role: 'owner' },
    message: 'success',
  });
  const me = await api.call('GET', '/v1/users/me', { token: tokenOf(answer) });
  expect(me.json).toMatchObject({ user: answer.json.user, teams: [answer.json.team] });
  expect(answer.text + me.text).not.toMatch(/password|argon2/i);
});

test('the refresh cookie is out of reach of scripts and goes to the auth endpoints alone', async () => {
  const cookie = (await register()).headers.get('set-cookie');
  expect(cookie).toMatch(/^oatfin_refresh=[0-9a-f]{24}\.[\w-]{43}; /);
  for (const part of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/v1/auth', 'Max-Age=2592000']) {
    expect(cookie).toContain(part);
  }
});

test('passwords and refresh tokens are stored as hashes', async () => {
  const answer = await register();
  const [, secret = '-'] = cookieOf(answer).split('.');
  const dump = JSON.stringify([
    await mongoose.connection.collection('users').find().toArray(),
    await mongoose.connection.collection('sessions').find().toArray(),
  ]);
  expect(dump).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
  expect(dump).not.toContain(password);
  expect(dump).not.toContain(secret);
});

test('an e-mail address signs up once, whatever its case, also at the same moment', async () => {
  const email = 'Twice@Example.com';
  const answers = await Promise.all([1, 2, 3].map(() => register({ email })));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  const again = await register({ email: 'twice@example.com' });
  expect(again.json).toMatchObject({ code: 'user.email_taken', errors: [{ path: 'email' }] });
  const user = await mongoose.connection.collection('users').findOne({ email: 'twice@example.com' });
  const memberships = mongoose.connection.collection('memberships');
  expect(await memberships.countDocuments({ user: user?._id })).toBe(1);
});

test('a wrong password and an unknown e-mail get the same answer', async () => {
  const email = emailOf(await register());
  const wrong = await logIn(email, 'not the password');
  const unknown = await logIn('nobody@example.com', 'not the password');
  expect([wrong.status, wrong.json.code]).toEqual([401, 'auth.wrong_credentials']);
  expect({ ...unknown.json, requestId: null }).toEqual({ ...wrong.json, requestId: null });
});

test('an unknown e-mail takes as long as a wrong password', async () => {
  const email = emailOf(await register());
  const [wrong, unknown] = await fastest(
    () => logIn(email, 'not the password'),
    () => logIn('nobody@example.com', 'not the password'),
  );
  expect(unknown / wrong).toBeGreaterThan(0.5);
  expect(unknown / wrong).toBeLessThan(2);
});

test('a refresh gives a new access token and rotates the cookie', async () => {
  const first = await register();
  const second = await refresh(cookieOf(first));
  expect(second.status).toBe(200);
  expect(cookieOf(second)).not.toBe(cookieOf(first));
  expect((await api.call('GET', '/v1/users/me', { token: tokenOf(second) })).status).toBe(200);
  expect((await refresh(cookieOf(second))).status).toBe(200);
});

test('two tabs that refresh at the same moment both stay logged in, with one cookie', async () => {
  const cookie = cookieOf(await register());
  const answers = await Promise.all([1, 2, 3, 4].map(() => refresh(cookie)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  const next = new Set(answers.map(cookieOf));
  expect(next.size).toBe(1);
  expect((await refresh([...next][0] ?? '')).status).toBe(200);
});

test('a refresh token used again later ends that login for whoever holds a token of it, and no other login', async () => {
  const stolen = await register();
  const other = await logIn(emailOf(stolen), password);
  const thief = await refresh(cookieOf(stolen));
  api.setNow(new Date(Date.now() + 11_000));
  const victim = await refresh(cookieOf(stolen));
  expect([victim.status, victim.json.code]).toEqual([401, 'auth.refresh_invalid']);
  expect((await refresh(cookieOf(thief))).status).toBe(401);
  expect((await refresh(cookieOf(other))).status).toBe(200);
});

test('a refresh token two generations old ends the login at once', async () => {
  const first = await register();
  const third = await refresh(cookieOf(await refresh(cookieOf(first))));
  expect((await refresh(cookieOf(first))).status).toBe(401);
  expect((await refresh(cookieOf(third))).status).toBe(401);
});

test('a login that is not used for 30 days ends', async () => {
  const cookie = cookieOf(await register());
  api.setNow(new Date(Date.now() + 30 * 24 * 60 * 60 * 1000 + 1000));
  expect((await refresh(cookie)).status).toBe(401);
});

test.each(['', 'garbage', `${'a'.repeat(24)}.${'b'.repeat(43)}`])(
  'the refresh token "%s" is refused',
  async (cookie) => {
    expect((await refresh(cookie)).json.code).toBe('auth.refresh_invalid');
  },
);

test('a logout ends the login and clears the cookie', async () => {
  const cookie = cookieOf(await register());
  const answer = await api.call('POST', '/v1/auth/logout', { headers: { cookie: `oatfin_refresh=${cookie}` } });
  expect([answer.status, answer.text]).toEqual([204, '']);
  expect(answer.headers.get('set-cookie')).toMatch(/^oatfin_refresh=; Max-Age=0/);
  expect((await refresh(cookie)).status).toBe(401);
});

test('an access token is good only as this server signs it', async () => {
  const user = JSON.parse(JSON.stringify((await register()).json.user));
  const key = accessTokens.key(api.system.secrets);
  const good = {
    algorithm: 'HS256',
    issuer: 'oatfin',
    audience: 'oatfin-api',
    subject: user.id,
    expiresIn: 60,
  } as const;
  const status = async (token: string) => (await api.call('GET', '/v1/users/me', { token })).status;
  expect(await status(sign({ name: 'A' }, key, good))).toBe(200);
  expect(await status(sign({ name: 'A' }, key, { ...good, algorithm: 'HS512' }))).toBe(401);
  expect(await status(sign({ name: 'A' }, '', { ...good, algorithm: 'none' }))).toBe(401);
  expect(await status(sign({ name: 'A' }, key, { ...good, audience: 'other' }))).toBe(401);
  expect(await status(sign({ name: 'A' }, key, { ...good, issuer: 'other' }))).toBe(401);
  expect(await status(sign({ name: 'A' }, key, { ...good, expiresIn: -1 }))).toBe(401);
  expect(await status(sign({ name: 'A' }, Buffer.alloc(32), good))).toBe(401);
  expect(await status('garbage')).toBe(401);
});

test('whoever leaves a team is out at the next request', async () => {
  const answer = await register();
  const list = () => api.call('GET', '/v1/apps', { token: tokenOf(answer) });
  expect((await list()).status).toBe(200);
  await mongoose.connection.collection('memberships').deleteMany({});
  expect([(await list()).status, (await list()).json.code]).toEqual([404, 'team.not_found']);
});

test('the name and time zone can be changed, and nothing else', async () => {
  const token = tokenOf(await register());
  const changed = await api.call('PATCH', '/v1/users/me', { token, body: { timezone: 'Asia/Tokyo' } });
  expect(changed.json).toMatchObject({ user: { timezone: 'Asia/Tokyo' } });
  expect((await api.call('PATCH', '/v1/users/me', { token, body: { email: 'x@example.com' } })).status).toBe(400);
  expect((await api.call('PATCH', '/v1/users/me', { token, body: { timezone: 'Mars/Base' } })).status).toBe(400);
});

test('a second team of one name gets a slug of its own, and X-Team-Id chooses it', async () => {
  const token = tokenOf(await register({ team: 'Acme' }));
  const second = await api.call('POST', '/v1/teams', { token, body: { name: 'Acme' } });
  expect(second.status).toBe(201);
  const { teams } = (await api.call('GET', '/v1/teams', { token })).json;
  const [one, two] = JSON.parse(JSON.stringify(teams));
  expect(one.slug).not.toBe(two.slug);
  expect(second.headers.get('location')).toBe(`/v1/teams/${two.id}`);
  expect((await api.call('GET', '/v1/apps', { token, team: two.id })).status).toBe(200);
  expect((await api.call('GET', '/v1/apps', { token, team: 'nonsense' })).json.code).toBe('team.not_found');
});

function register(given: Record<string, string> = {}): Promise<Called> {
  count += 1;
  const body = { email: `user-${count}@example.com`, password, name: 'Ada', ...given };
  return api.call('POST', '/v1/auth/register', { body });
}

function logIn(email: string, secret: string): Promise<Called> {
  return api.call('POST', '/v1/auth/login', { body: { email, password: secret } });
}

function refresh(cookie: string): Promise<Called> {
  return api.call('POST', '/v1/auth/refresh', { headers: { cookie: `oatfin_refresh=${cookie}` } });
}

function tokenOf(answer: Called): string {
  return String(answer.json.accessToken);
}

function cookieOf(answer: Called): string {
  return /oatfin_refresh=([^;]*)/.exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? '';
}

function emailOf(answer: Called): string {
  return JSON.parse(JSON.stringify(answer.json.user)).email;
}

/** The shortest time of each, taken in turns: what else the machine does slows both. */
async function fastest(one: () => Promise<unknown>, other: () => Promise<unknown>): Promise<[number, number]> {
  let shortest: [number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let run = 0; run < 8; run += 1) {
    const [ofOne, ofOther] = [await timeOf(one), await timeOf(other)];
    shortest = [Math.min(shortest[0], ofOne), Math.min(shortest[1], ofOther)];
  }
  return shortest;
}

async function timeOf(call: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await call();
  return performance.now() - started;
}
