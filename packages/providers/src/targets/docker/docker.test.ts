import {
  aCall,
  aContainer,
  anApp,
  aRelease,
  ask,
  deploy,
  type Fixture,
  startFixture,
} from '@oatfin/testkit/docker-target';
import { appImages } from '@oatfin/testkit/images';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
}, 60_000);
afterAll(() => fixture.stop(), 60_000);

test('a release is pulled, started, found healthy and answers at its address; the next one replaces it', async () => {
  const { target, edge, image } = fixture;
  const app = anApp();
  const call = aCall();
  const first = aRelease(app, aContainer(await image('web', appImages.web('v1'))));
  await deploy(target, first, call);
  expect(await ask(edge, app.host)).toBe('200 v1');

  const second = aRelease(app, aContainer(await image('web', appImages.web('v2'))));
  await deploy(target, second, call);
  expect(await ask(edge, app.host)).toBe('200 v2');
  expect(await target.observe(app)).toMatchObject([{ release: second.release, state: 'running' }]);

  await target.destroy(app, call);
  expect(await ask(edge, app.host)).toMatch(/^404 .*No app answers here/s);
  expect(await target.observe(app)).toEqual([]);
}, 60_000);
