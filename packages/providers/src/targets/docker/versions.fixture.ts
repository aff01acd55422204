import { aCall, anApp, type Fixture, startFixture } from '@oatfin/testkit/docker-target';
import { appImages } from '@oatfin/testkit/images';

type Image = Awaited<ReturnType<Fixture['image']>>;
type App = ReturnType<typeof anApp>;

/** A target, two versions of a web app to run on it, and apps that are destroyed when the test is over. */
export interface VersionsFixture extends Fixture {
  v1: Image;
  v2: Image;
  newApp(): App;
}

/** One fixture for the tests of the file that calls this. To be asked for in tests, not around them. */
export function useVersions(): () => VersionsFixture {
  let given: VersionsFixture;
  const apps: App[] = [];
  const newApp = () => {
    const app = anApp();
    apps.push(app);
    return app;
  };
  beforeAll(async () => {
    const fixture = await startFixture();
    const v1 = await fixture.image('web', appImages.web('v1'));
    const v2 = await fixture.image('web', appImages.web('v2'));
    given = { ...fixture, v1, v2, newApp };
  }, 60_000);
  afterEach(() => Promise.all(apps.splice(0).map((app) => given.target.destroy(app, aCall()))), 60_000);
  afterAll(() => given.stop(), 60_000);
  return () => given;
}
