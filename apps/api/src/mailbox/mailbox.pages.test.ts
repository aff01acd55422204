import { request } from 'node:http';
import { createLogger } from '@oatfin/platform/logging';
import { keepMail, listKeptMails, mostKeptMails, openMailbox } from '@oatfin/platform/mailbox';
import { createMailer } from '@oatfin/providers/mail';
import { openTestApi, type ServedApi, serveApi, type TestApi } from '../api.fixture';

const mail = {
  to: 'ada@example.org',
  subject: 'Hello <b>',
  text: 'Text & more',
  html: '<script>alert(1)</script><p id="x">Hi</p>',
};

let stores: TestApi;
let api: ServedApi;
beforeAll(async () => {
  stores = await openTestApi();
  const logger = createLogger({ process: 'test', level: 'silent' });
  api = await serveApi({ base: { ...stores.system, hasMailbox: true }, logger });
});
afterAll(async () => {
  await api.close();
  await stores.close();
});

test('a mail that is sent over SMTP stands in the list and has a page', async () => {
  expect((await api.call('GET', '/mailbox')).text).toContain('No mail yet');
  const { port, close } = await openMailbox(0);
  await createMailer({ url: `smtp://127.0.0.1:${port}`, from: 'Oatfin <oatfin@localhost>' }).send(mail);
  await close();
  const list = await api.call('GET', '/mailbox');
  expect(list.text).toContain('Hello &lt;b&gt;');
  const [path = ''] = /\/mailbox\/[0-9a-f]{24}/.exec(list.text) ?? [];
  const page = await api.call('GET', path);
  expect(page.text).toContain('Text &amp; more');
  expect(page.text).toContain('subject: Hello &lt;b&gt;');
  expect(page.headers.get('cache-control')).toBe('no-store');
});

test("a mail's own HTML runs no scripts, and stands nowhere but in the sandbox", async () => {
  const [newest] = await listKeptMails();
  const { text, headers } = await api.call('GET', `/mailbox/${newest?._id.toHexString()}`);
  expect(text).not.toContain('<script>alert');
  expect(text).toMatch(/<iframe[^>]* sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="/);
  expect(headers.get('content-security-policy')).toContain("script-src 'self'");
});

test('the last 200 mails are kept', async () => {
  const received = { to: ['a@b.c'], from: '', text: '', html: '', headers: [] };
  for (let index = 0; index < mostKeptMails + 2; index++) await keepMail({ ...received, subject: `Mail ${index}` });
  const kept = await listKeptMails();
  expect(kept).toHaveLength(mostKeptMails);
  expect(kept[0]?.subject).toBe(`Mail ${mostKeptMails + 1}`);
});

test.each(['/mailbox/ffffffffffffffffffffffff', '/mailbox/nothing', '/mailbox/mailbox.txt'])(
  '%s is a 404',
  async (path) => {
    expect((await api.call('GET', path)).status).toBe(404);
  },
);

test.each(['/mailbox', '/mailbox/mailbox.css'])('outside development nothing answers at %s', async (path) => {
  expect((await stores.call('GET', path)).status).toBe(404);
});

test.each([
  ['localhost:3000', 200],
  ['127.0.0.1', 200],
  ['mailbox.evil.example', 404],
  ['localhost.evil.example:80', 404],
])('asked for as %s it answers %d: another site cannot point its own name here', async (host, status) => {
  expect(await statusAs(host)).toBe(status);
});

function statusAs(host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(`${api.url}/mailbox`, { headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    asked.once('error', reject).end();
  });
}
