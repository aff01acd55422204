import { randomBytes } from 'node:crypto';
import { launchBrowser } from '@oatfin/testkit/browser';
import { appImages } from '@oatfin/testkit/images';
import { type Product, startProduct } from '@oatfin/testkit/product';
import type { Browser, BrowserContext, Page } from 'playwright-core';

let product: Product;
let browser: Browser;
let person: BrowserContext;

jest.setTimeout(300_000);

beforeAll(async () => {
  product = await startProduct();
  await product.startWorker();
  browser = await launchBrowser();
});
beforeEach(async () => {
  person = await browser.newContext({ viewport: { width: 1280, height: 900 } });
});
afterEach(() => person?.close());
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

/** A new user with a team and the registry's credentials, all made by hand in the browser. */
async function signUp(): Promise<Page> {
  const page = await person.newPage();
  await page.goto(`${product.url}/sign-up`);
  await page.getByLabel('Your name').fill('Ada Lovelace');
  await page.getByLabel('E-mail').fill(`${randomBytes(6).toString('hex')}@example.com`);
  await page.getByLabel('Password').fill('four random words here');
  await page.getByLabel('Team name').fill(`Team ${randomBytes(3).toString('hex')}`);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('heading', { name: /apps/i }).first().waitFor();
  return page;
}

async function addRegistry(page: Page): Promise<void> {
  await page.goto(`${product.url}/registries`);
  await page
    .getByRole('button', { name: /add registry/i })
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Host').fill(product.registry);
  await dialog.getByLabel('Name', { exact: true }).fill('Private');
  await dialog.getByLabel('User name').fill(product.login.username);
  await dialog.getByLabel('Password or access token').fill(product.login.password);
  await dialog.getByRole('button', { name: 'Add' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText(product.registry).first().waitFor();
}

/** Describes an app by its image, which is checked against the registry, and deploys it. */
async function createAndDeploy(page: Page, name: string, image: string): Promise<void> {
  await page.goto(`${product.url}/apps/new`);
  await page.getByLabel('Name', { exact: true }).first().fill(name);
  await page.getByLabel('Image').fill(image);
  await page.getByText('Using the credentials “Private”').waitFor();
  await page.getByText('sha256:').first().waitFor();
  await page.getByLabel('Public port').fill('8080');
  await page.getByRole('button', { name: 'Create app' }).click();
  await page.waitForURL(/\/deployments\//);
}

/** The app's own page, opened as its link opens it. The dashboard comes back to the front: tabs behind draw rarely. */
async function openApp(page: Page): Promise<Page> {
  const link = page.getByRole('link', { name: /open app/i });
  await link.waitFor({ timeout: 60_000 });
  const [opened] = await Promise.all([page.waitForEvent('popup'), link.click()]);
  await opened.waitForLoadState();
  await page.bringToFront();
  return opened;
}

test('a newcomer signs up, describes an app by its image, deploys it, watches it and opens it', async () => {
  const image = await product.publish('stories/first:1', appImages.web('hello from the first version'));
  const page = await signUp();
  await addRegistry(page);
  await createAndDeploy(page, 'storefront', image);
  await page.getByText('Revision 1 is live.').waitFor({ timeout: 60_000 });
  const opened = await openApp(page);
  expect(new URL(opened.url()).hostname).toMatch(/^storefront-.*\.localhost$/);
  expect(await opened.textContent('body')).toContain('hello from the first version');
});

test('a deployment that fails shows why, and the old version still answers', async () => {
  const good = await product.publish('stories/fails:1', appImages.web('still here'));
  const bad = await product.publish('stories/fails:2', appImages.dies());
  const page = await signUp();
  await addRegistry(page);
  await createAndDeploy(page, 'fragile', good);
  const opened = await openApp(page);
  await page.getByRole('link', { name: 'fragile' }).first().click();
  await page
    .getByRole('tab', { name: 'Settings' })
    .or(page.getByRole('link', { name: 'Settings' }))
    .first()
    .click();
  await page.getByLabel('Image').fill(bad);
  await page.getByRole('button', { name: /save/i }).first().click();
  await page.getByRole('button', { name: /^(rocket )?deploy$/i }).click();
  await page.waitForURL(/\/deployments\//);
  await page
    .getByText(/the deployment failed/i)
    .first()
    .waitFor({ timeout: 60_000 });
  await page.getByText('What to do').waitFor();
  const shown = await page.textContent('main');
  expect(shown).toContain('no database');
  expect(shown).toMatch(/Exit code\s*3/);
  await opened.bringToFront();
  await opened.reload();
  expect(await opened.textContent('body')).toContain('still here');
});

test('a clone runs beside its source, and deleting it asks for its name and removes it', async () => {
  const image = await product.publish('stories/clone:1', appImages.web('one of two'));
  const page = await signUp();
  await addRegistry(page);
  await createAndDeploy(page, 'original', image);
  await openApp(page);
  await page.getByRole('link', { name: 'original' }).first().click();
  await page.getByRole('button', { name: /clone/i }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Clone' }).click();
  await page.getByRole('button', { name: 'Open the copy' }).click();
  await page.getByRole('heading', { name: 'original-copy' }).waitFor();
  await page.getByRole('button', { name: /^(rocket )?deploy$/i }).click();
  const opened = await openApp(page);
  expect(await opened.textContent('body')).toContain('one of two');
  await page.getByRole('link', { name: 'original-copy' }).first().click();
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: /delete/i }).click();
  const remove = page.getByRole('button', { name: 'Delete for ever' });
  expect(await remove.isDisabled()).toBe(true);
  await page.getByLabel('Name of the app').fill('original-copy');
  await remove.click();
  await page.getByText('original-copy is deleted').waitFor({ timeout: 60_000 });
  await page.getByRole('link', { name: 'original', exact: true }).waitFor();
  const left = await product.docker.listContainers({
    all: true,
    filters: { label: ['oatfin.app-name=original-copy'] },
  });
  expect(left).toEqual([]);
});

/** The date, hour and minute that a clock in a zone shows at an instant. */
function clockIn(timeZone: string, at: Date): { day: string; hour: string; minute: string } {
  const parts = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone, year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return { day: `${part('year')}-${part('month')}-${part('day')}`, hour: part('hour'), minute: part('minute') };
}

test('a minute picked on the clock of the browser’s own zone is deployed at by itself, and leaves the coming list', async () => {
  const zone = 'Asia/Kolkata';
  await person.close();
  person = await browser.newContext({ viewport: { width: 1280, height: 900 }, timezoneId: zone });
  const image = await product.publish('stories/nightly:1', appImages.web('made at night'));
  const page = await signUp();
  await addRegistry(page);
  await createAndDeploy(page, 'nightly', image);
  await page.getByText('Revision 1 is live.').waitFor({ timeout: 60_000 });
  await page.getByRole('link', { name: 'nightly' }).first().click();
  await page.getByRole('link', { name: 'Schedule', exact: true }).click();
  const { day, hour, minute } = clockIn(zone, new Date(Date.now() + 80_000));
  await page.getByLabel('Date').fill(day);
  await page.getByLabel('Date').press('Enter');
  await page.getByRole('spinbutton', { name: 'Hour' }).fill(hour);
  await page.getByRole('spinbutton', { name: 'Minute' }).fill(minute);
  await page.getByRole('region', { name: 'What this means' }).getByText('UTC').first().waitFor();
  await page.getByRole('button', { name: 'Schedule', exact: true }).click();
  await page.waitForURL(/\/schedules\/[0-9a-f]{24}$/);
  await page.getByText('Completed', { exact: true }).first().waitFor({ timeout: 150_000 });
  await page.goto(`${product.url}/schedules`);
  await page.getByText(/nothing is scheduled|no deployment is scheduled/i).waitFor();
});
