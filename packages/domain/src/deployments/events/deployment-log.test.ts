import { createTestSystem, type TestSystem } from '@oatfin/testkit/context';
import type { Ctx } from '../../context';
import { addApp, ask } from '../../deployments.fixture';
import { createDeploymentLog, type DeploymentLog } from './deployment-log';
import { EventModel } from './event.model';
import { createMask } from './mask';
import { listLogLines } from './read-events';

let tests: TestSystem;
let ctx: Ctx;
let id: string;
let log: DeploymentLog;

beforeAll(async () => {
  tests = await createTestSystem();
});
beforeEach(async () => {
  ctx = await tests.createTeam();
  id = await ask(ctx, await addApp(ctx));
  log = createDeploymentLog(ctx, id, () => createMask(['hunter2']));
});
afterAll(() => tests.close());

const stored = async () => (await listLogLines(ctx, id, 0, 100)).map(({ text }) => text);

test('lines that could not be stored are stored with the next ones, in their order', async () => {
  jest.spyOn(EventModel, 'insertMany').mockRejectedValueOnce(new Error('MongoDB is away'));
  log.line(null, 'one');
  await expect(log.flush()).rejects.toThrow('away');
  log.line(null, 'two');
  await log.flush();
  expect(await stored()).toEqual(['one', 'two']);
});

test('a text of many lines is that many, each masked and none too long', async () => {
  log.line('check_health', `it is hunter2\r\n${'x'.repeat(10_000)}\nend`, 'stdout');
  await log.flush();
  expect(await stored()).toEqual(['it is ••••••', 'x'.repeat(8_192), 'end']);
});
