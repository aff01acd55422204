import { startMailbox, type TestMailbox } from '@oatfin/testkit/mailbox';
import { freePort } from '@oatfin/testkit/processes';
import { createMailer } from '.';
import { toMailError } from './failures';

const from = 'Oatfin <oatfin@example.com>';
const mail = { to: 'ada@example.org', subject: 'A schedule was missed', text: 'Text.', html: '<p>Text.</p>' };

let mailbox: TestMailbox;
beforeEach(async () => {
  mailbox = await startMailbox();
});
afterEach(() => mailbox.stop());

const headersOf = (name: string) =>
  mailbox.mails.flatMap(({ headers }) => headers.filter((header) => header.name === name).map(({ value }) => value));

test('a mail arrives with its text, its HTML and the sender that was configured', async () => {
  await createMailer({ url: mailbox.url, from }).send({ ...mail, subject: 'Übersprungen – 予定' });
  expect(mailbox.mails).toEqual([
    expect.objectContaining({ to: [mail.to], from, subject: 'Übersprungen – 予定', html: '<p>Text.</p>\n' }),
  ]);
  expect(mailbox.mails[0]?.text.trim()).toBe('Text.');
  expect(headersOf('auto-submitted')).toEqual(['auto-generated']);
});

test('a mail that is sent again carries the same Message-ID', async () => {
  const mailer = createMailer({ url: mailbox.url, from });
  await mailer.send({ ...mail, id: 'n1.u1' });
  await mailer.send({ ...mail, id: 'n1.u1' });
  expect(headersOf('message-id')).toEqual(['<n1.u1@example.com>', '<n1.u1@example.com>']);
});

test.each([
  ['550 to the recipient', { code: 550, text: 'no such user' }, 'mail.refused', false],
  ['450 to the recipient', { code: 450, text: 'mailbox busy' }, 'mail.unavailable', true],
])('%s is %s', async (_title, refusal, code, retryable) => {
  mailbox.refuse(mail.to, refusal);
  const sent = createMailer({ url: mailbox.url, from }).send(mail);
  await expect(sent).rejects.toMatchObject({ code, retryable, details: { reply: refusal.code } });
  expect(mailbox.mails).toEqual([]);
});

test('a server that is not there is a failure for later', async () => {
  const mailer = createMailer({ url: `smtp://127.0.0.1:${await freePort()}`, from });
  await expect(mailer.send(mail)).rejects.toMatchObject({ code: 'mail.unavailable', retryable: true });
});

test('a login that the server does not take says nothing about the mail: it is tried again', () => {
  const refused = Object.assign(new Error('535'), {
    code: 'EAUTH',
    responseCode: 535,
    permanent: true,
    command: 'AUTH',
  });
  expect(toMailError(refused)).toMatchObject({ code: 'mail.unavailable', details: { reply: 535 } });
  expect(toMailError('nothing known')).toMatchObject({ code: 'mail.unavailable' });
});

test('a password does not go to another machine in the clear', async () => {
  const url = mailbox.url.replace('127.0.0.1', 'user:secret@0.0.0.0');
  await expect(createMailer({ url, from }).send(mail)).rejects.toMatchObject({ details: { smtpCode: 'ETLS' } });
});

test.each(['\r\nBcc: eve@example.net', '\nBcc: eve@example.net', '\r\n\r\nbody', '\u2028Bcc: eve@example.net'])(
  'a subject that ends its line is one line: %j',
  async (injected) => {
    await createMailer({ url: mailbox.url, from }).send({ ...mail, subject: `Missed${injected}` });
    expect(mailbox.mails).toHaveLength(1);
    expect(mailbox.mails[0]?.to).toEqual([mail.to]);
    expect(headersOf('bcc')).toEqual([]);
    expect(mailbox.mails[0]?.subject).toBe(`Missed ${injected.trim()}`);
  },
);

test.each([
  'ada@example.org, eve@example.net',
  'ada@example.org\r\nBcc: eve@example.net',
  'ada@example.org>\r\nRCPT TO:<eve@example.net',
  'Team: ada@example.org, eve@example.net;',
  'Ada <ada@example.org> <eve@example.net>',
  '"ada@example.org, x"@example.net',
  'ada',
  '',
])('%j is no recipient', async (to) => {
  await expect(createMailer({ url: mailbox.url, from }).send({ ...mail, to })).rejects.toMatchObject({
    code: 'mail.refused',
  });
  expect(mailbox.mails).toEqual([]);
});
