import { aCall, aContainer, anApp, aRelease, type Fixture, startFixture } from '@oatfin/testkit/docker-target';
import { type AppImage, appImages } from '@oatfin/testkit/images';
import type { HealthCheck, ReleaseContainer } from '..';
import { UnhealthyError } from '..';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
}, 60_000);
afterAll(() => fixture.stop(), 60_000);

const timing = { intervalSeconds: 0.3, timeoutSeconds: 1, retries: 2, startPeriodSeconds: 0.5 };

/** Starts one container and gives what its health check comes to. */
async function check(image: AppImage, given: Partial<ReleaseContainer> = {}, signal?: AbortSignal): Promise<unknown> {
  const { target } = fixture;
  const app = anApp();
  const release = aRelease(app, aContainer({ ...(await fixture.image('app', image)), ...given }));
  const call = aCall(signal);
  try {
    await target.pullImages(release, aCall());
    await target.startContainers(release, aCall());
    await target.checkHealth(release, call);
    return 'healthy';
  } catch (error) {
    return error;
  } finally {
    await target.destroy(app, aCall());
  }
}

async function failure(image: AppImage, given: Partial<ReleaseContainer> = {}): Promise<UnhealthyError> {
  const outcome = await check(image, given);
  if (outcome instanceof UnhealthyError) return outcome;
  throw new Error(`expected an UnhealthyError, got ${outcome}`);
}

const http: HealthCheck = { type: 'http', path: '/health', port: 8080, ...timing };
const tcp: HealthCheck = { type: 'tcp', port: 8080, ...timing };
const command = (...words: string[]): HealthCheck => ({ type: 'command', command: words, ...timing });
/** For what becomes healthy in the end: a loaded machine may miss a probe. */
const patient = { timeoutSeconds: 10, startPeriodSeconds: 60, retries: 30 };

test.each([
  ['an http check that answers 200', appImages.web('v1'), { healthCheck: { ...http, ...patient } }],
  [
    'an http check of an app that starts slowly, within its start period',
    appImages.slow('v1', 2),
    { healthCheck: { ...http, ...patient } },
  ],
  ['a tcp check of a port that listens', appImages.web('v1'), { healthCheck: { ...tcp, ...patient } }],
  [
    'a command that the engine runs',
    appImages.web('v1'),
    { healthCheck: { ...command('wget', '-q', '-O-', 'http://127.0.0.1:8080/health'), ...patient } },
  ],
  ['no check, public: it accepts connections', appImages.slow('v1', 1), {}],
  ['no check, not public: it goes on running', appImages.neverListens(), { publicPort: null }],
] as const)(
  'healthy: %s',
  async (_, image, given) => {
    expect(await check(image, given)).toBe('healthy');
  },
  30_000,
);

test('a container that dies fails at once, with its exit code and its last lines', async () => {
  const began = Date.now();
  const error = await failure(appImages.dies(), { healthCheck: { ...http, ...patient } });
  expect(error.details).toMatchObject({ container: 'web', exitCode: 3, healthCheck: null });
  expect([...error.details.logTail].sort()).toEqual(['giving up', 'no database', 'starting']);
  expect(error.publicMessage).toBe('web exited with code 3');
  expect(Date.now() - began).toBeLessThan(15_000);
}, 30_000);

test('what a container writes while it is checked is told, each line once', async () => {
  const told: string[] = [];
  const { target } = fixture;
  const app = anApp();
  const release = aRelease(app, aContainer({ ...(await fixture.image('app', appImages.dies())), healthCheck: http }));
  await target.pullImages(release, aCall());
  await target.startContainers(release, aCall());
  const call = { ...aCall(), log: (text: string, stream?: string) => void told.push(`${stream ?? 'oatfin'} ${text}`) };
  await expect(target.checkHealth(release, call)).rejects.toBeInstanceOf(UnhealthyError);
  await target.destroy(app, aCall());
  expect(told.sort()).toEqual(['stderr web: no database', 'stdout web: giving up', 'stdout web: starting']);
}, 30_000);

test('a container that ends with code 0 has failed too', async () => {
  const error = await failure(appImages.exits(), { publicPort: null });
  expect(error.details).toMatchObject({ exitCode: 0, logTail: ['done'] });
}, 30_000);

test('an http check that answers 503 fails with that answer', async () => {
  const error = await failure(appImages.unhealthy(), { healthCheck: http });
  expect(error.details).toMatchObject({ exitCode: null, healthCheck: 'GET /health answered 503' });
}, 30_000);

test('an app that never listens fails with what its port said, with a check and without', async () => {
  const words = 'port 8080 refuses connections: nothing listens there';
  const [checked, unchecked] = await Promise.all([
    failure(appImages.neverListens(), { healthCheck: tcp }),
    failure(appImages.neverListens()),
  ]);
  expect(checked.details).toMatchObject({ healthCheck: words, logTail: ['waiting for nothing'] });
  expect(unchecked.details.healthCheck).toBe(words);
}, 30_000);

test('a command that fails is quoted with its exit code and output', async () => {
  const healthCheck = command('sh', '-c', 'echo no disk; exit 4');
  const error = await failure(appImages.web('v1'), { healthCheck });
  expect(error.details.healthCheck).toBe('sh -c echo no disk; exit 4 exited with 4: no disk');
}, 30_000);

test('a container that runs another image than its release says is not healthy', async () => {
  const digest = `sha256:${'0'.repeat(64)}`;
  const error = await failure(appImages.web('v1'), { digest });
  expect(error.details.healthCheck).toContain(`is not ${digest}`);
}, 30_000);

test('a container that needs more than its memory is said to', async () => {
  const image = { cmd: ['sh', '-c', 'x=aaaaaaaa; while true; do x=$x$x; done'] };
  const error = await failure(image, { publicPort: null, memoryMb: 8 });
  expect(error.message).toContain('needs more than its 8 MB of memory');
}, 30_000);

test('a cancel ends the check at once with its reason', async () => {
  const cancel = new AbortController();
  const reason = new Error('canceled');
  setTimeout(() => cancel.abort(reason), 300);
  const began = Date.now();
  const outcome = await check(appImages.neverListens(), { healthCheck: { ...tcp, ...patient } }, cancel.signal);
  expect(outcome).toBe(reason);
  expect(Date.now() - began).toBeLessThan(10_000);
}, 30_000);
