import type { Ctx } from '@oatfin/domain/context';
import { notifyTeam, sweepNotifications } from '@oatfin/domain/notifications';
import { createMailer } from '@oatfin/providers/mail';
import { eventually } from '@oatfin/testkit/eventually';
import { createMember, type Member } from '@oatfin/testkit/factories';
import { startMailbox, type TestMailbox } from '@oatfin/testkit/mailbox';
import mongoose from 'mongoose';
import { openWorkerFixture, type WorkerFixture } from '../runtime/worker.fixture';
import { mailNotificationHandler } from './mail-notification.handler';

const notice = {
  kind: 'schedule_missed',
  title: 'A schedule of shop was missed',
  text: 'It was due at 08:00.\n\nNothing was deployed.',
  link: '/schedules/1',
  key: 'schedule_missed:1',
} as const;

let mailbox: TestMailbox;
let fixture: WorkerFixture;
let owner: Member;
let ctx: Ctx;

beforeAll(async () => {
  mailbox = await startMailbox();
  fixture = await openWorkerFixture({ mail: createMailer({ url: mailbox.url, from: 'Oatfin <oatfin@example.com>' }) });
});
beforeEach(async () => {
  owner = await createMember(fixture.system);
  ctx = owner.ctx;
});
afterEach(async () => {
  await fixture.stopWorkers();
  fixture.setNow(null);
});
afterAll(async () => {
  await fixture.close();
  await mailbox.stop();
});

/** Runs the handler as a worker does, on the team's one notification. */
async function run(): Promise<void> {
  const { _id } = await row();
  const data = { team: ctx.team, notification: _id.toHexString() };
  const attempt = { shutdown: new AbortController().signal, isLast: false };
  await mailNotificationHandler.run(fixture.system, data, attempt);
}

async function row() {
  const team = new mongoose.Types.ObjectId(ctx.team);
  const found = await mongoose.connection.collection('notifications').findOne({ team });
  if (!found) throw new Error('nothing was recorded');
  return found;
}

const mailsTo = ({ email }: Member) => mailbox.mails.filter(({ to }) => to.includes(email));
const join = (role: 'admin' | 'developer' | 'viewer') => createMember(fixture.system, { team: ctx.team, role });

test('owners and admins are mailed, and those named besides, each a mail of their own', async () => {
  const [admin, developer, viewer] = [await join('admin'), await join('developer'), await join('viewer')];
  await notifyTeam(ctx, { ...notice, also: [developer.ctx.actor.id] });
  fixture.startWorkers();
  await eventually(async () => expect((await row()).mailedAt).toBeInstanceOf(Date));
  expect([owner, admin, developer, viewer].map((member) => mailsTo(member).length)).toEqual([1, 1, 1, 0]);
  const [mail] = mailsTo(admin);
  expect(mail?.to).toEqual([admin.email]);
  expect(mail?.subject).toContain(notice.title);
  expect(mail?.html).toContain('href="https://oatfin.example.com/schedules/1"');
  expect(mail?.text).toContain('Nothing was deployed.');
});

test('a job that runs twice mails once', async () => {
  await notifyTeam(ctx, notice);
  await run();
  await run();
  expect(mailsTo(owner)).toHaveLength(1);
});

test('two workers at once mail once', async () => {
  await notifyTeam(ctx, notice);
  const [first, second] = await Promise.allSettled([run(), run()]);
  expect([first?.status, second?.status]).toContain('fulfilled');
  await run();
  expect(mailsTo(owner)).toHaveLength(1);
});

test('a server that says later is asked again, for the one it refused alone', async () => {
  const admin = await join('admin');
  mailbox.refuse(owner.email, { code: 450, text: 'mailbox busy' });
  await notifyTeam(ctx, notice);
  await expect(run()).rejects.toMatchObject({ code: 'mail.unavailable' });
  expect([mailsTo(owner).length, mailsTo(admin).length]).toEqual([0, 1]);
  mailbox.refuse(owner.email, null);
  await run();
  expect([mailsTo(owner).length, mailsTo(admin).length]).toEqual([1, 1]);
  expect((await row()).mailedAt).toBeInstanceOf(Date);
});

test('an address that is refused for good is not tried again, and the others get theirs', async () => {
  const admin = await join('admin');
  mailbox.refuse(owner.email, { code: 550, text: 'no such user' });
  await notifyTeam(ctx, notice);
  await run();
  mailbox.refuse(owner.email, null);
  await run();
  expect([mailsTo(owner).length, mailsTo(admin).length]).toEqual([0, 1]);
  const { deliveries } = await row();
  expect(deliveries).toContainEqual(expect.objectContaining({ sentAt: null, refusedAt: expect.any(Date) }));
});

test('a worker that died while sending is followed by another once its lease is over', async () => {
  await notifyTeam(ctx, notice);
  const user = new mongoose.Types.ObjectId(ctx.actor.id);
  const lease = { user, leasedUntil: new Date(Date.now() + 60_000), sentAt: null, refusedAt: null };
  const { _id } = await row();
  await mongoose.connection.collection('notifications').updateOne({ _id }, { $set: { deliveries: [lease] } });
  await expect(run()).rejects.toMatchObject({ code: 'mail.unavailable' });
  fixture.setNow(new Date(Date.now() + 5 * 60_000));
  await run();
  expect(mailsTo(owner)).toHaveLength(1);
});

test('the sweep puts in what is unsent, until it is a day old', async () => {
  await notifyTeam({ ...ctx, queues: { ...ctx.queues, enqueue: async () => {} } }, notice);
  fixture.startWorkers();
  fixture.setNow(new Date(Date.now() + 25 * 3_600_000));
  await sweepNotifications(fixture.system);
  expect((await row()).mailedAt).toBeNull();
  fixture.setNow(null);
  await sweepNotifications(fixture.system);
  await eventually(() => expect(mailsTo(owner)).toHaveLength(1));
});

test('nobody outside the team is mailed, whoever was named', async () => {
  const stranger = await createMember(fixture.system);
  await notifyTeam(ctx, { ...notice, also: [stranger.ctx.actor.id] });
  await run();
  expect([mailsTo(owner).length, mailsTo(stranger).length]).toEqual([1, 0]);
});

test('without a mailer nothing fails, and what is unsent stays unsent', async () => {
  await notifyTeam(ctx, notice);
  const { _id } = await row();
  const off = { ...fixture.system, providers: { ...fixture.system.providers, mail: null } };
  const data = { team: ctx.team, notification: _id.toHexString() };
  await mailNotificationHandler.run(off, data, { shutdown: new AbortController().signal, isLast: false });
  await sweepNotifications(off);
  expect((await row()).mailedAt).toBeNull();
});
