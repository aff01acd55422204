import type { ContainerLogLine } from '@oatfin/providers/targets';
import { createTestSystem, type TestSystem } from '@oatfin/testkit/context';
import type { Ctx } from '../context';
import { addApp, deploy, secret } from '../deployments.fixture';
import { readAppLogs } from '.';

let tests: TestSystem;
let ctx: Ctx;
let app: string;

beforeAll(async () => {
  tests = await createTestSystem();
});
beforeEach(async () => {
  ctx = await tests.createTeam();
  app = await addApp(ctx);
});
afterAll(() => tests.close());

async function read(container?: string) {
  const options = { tail: 10, follow: false, signal: AbortSignal.timeout(5_000), ...(container && { container }) };
  const lines = [];
  for await (const line of await readAppLogs(ctx, app, options)) lines.push(line);
  return lines;
}

test('a line tells its time to the millisecond, as every time on the wire, and no secret', async () => {
  await deploy(ctx, app);
  const place = { container: 'web', replica: 0, stream: 'stdout' } as const;
  tests.target.logs = async function* (): AsyncGenerator<ContainerLogLine> {
    yield { ...place, at: '2027-02-10T08:00:00.123456789Z', text: `token ${secret}` };
  };
  expect(await read('web')).toEqual([{ ...place, at: '2027-02-10T08:00:00.123Z', text: 'token ••••••' }]);
});

test('a container that the app has not is refused, with those it has', async () => {
  await expect(read('nope')).rejects.toMatchObject({
    status: 422,
    errors: [{ path: 'container', message: 'The app has no container "nope", only web.' }],
  });
});
