import { NotificationsReply } from '@oatfin/contracts';
import { notifyTeam } from '@oatfin/domain/notifications';
import { createMember, type Member } from '@oatfin/testkit/factories';
import mongoose from 'mongoose';
import { openTestApi, type TestApi } from '../api.fixture';

let api: TestApi;
let owner: Member;
let viewer: Member;
let hostile: Member;
beforeAll(async () => {
  api = await openTestApi();
});
beforeEach(async () => {
  owner = await createMember(api.system);
  viewer = await createMember(api.system, { team: owner.ctx.team, role: 'viewer' });
  hostile = await createMember(api.system);
});
afterEach(() => api.setNow(null));
afterAll(() => api.close());

const notice = (key: string) => ({
  ...{ kind: 'schedule_missed' as const, title: `Missed ${key}`, text: 'It was due.', link: '/apps', key },
});

function call(member: Member, method: string, path: string, body?: object) {
  return api.call(method, path, { token: member.accessToken, team: member.ctx.team, ...(body ? { body } : {}) });
}

async function list(member: Member, query = '') {
  return NotificationsReply.parse((await call(member, 'GET', `/v1/notifications${query}`)).json);
}

test('the newest stands first, everybody in the team sees it, and no other team does', async () => {
  await notifyTeam(owner.ctx, notice('a'));
  await notifyTeam(owner.ctx, notice('b'));
  const { notifications, unreadCount } = await list(viewer);
  expect(notifications.map(({ title }) => title)).toEqual(['Missed b', 'Missed a']);
  expect(unreadCount).toBe(2);
  expect(await list(hostile)).toMatchObject({ notifications: [], unreadCount: 0 });
});

test('a second notice with the same key does nothing; in another team it is another one', async () => {
  await notifyTeam(owner.ctx, notice('once'));
  await Promise.all([notifyTeam(owner.ctx, notice('once')), notifyTeam(owner.ctx, notice('once'))]);
  await notifyTeam(hostile.ctx, notice('once'));
  expect((await list(owner)).notifications).toHaveLength(1);
  expect((await list(hostile)).notifications).toHaveLength(1);
});

test("what one has read is unread for the others, and the first reading's time stays", async () => {
  await notifyTeam(owner.ctx, notice('a'));
  await notifyTeam(owner.ctx, notice('b'));
  const id = (await list(owner)).notifications[0]?.id;
  const first = await call(owner, 'POST', `/v1/notifications/${id}/read`);
  api.setNow(new Date(Date.now() + 60_000));
  const second = await call(owner, 'POST', `/v1/notifications/${id}/read`);
  expect(first.json.notification).toMatchObject({ id, readAt: expect.any(String) });
  expect(second.json).toEqual(first.json);
  expect(await list(owner)).toMatchObject({ unreadCount: 1 });
  expect((await list(owner, '?unread=true')).notifications.map(({ title }) => title)).toEqual(['Missed a']);
  expect((await list(owner, '?unread=false')).notifications.map(({ title }) => title)).toEqual(['Missed b']);
  expect(await list(viewer)).toMatchObject({ unreadCount: 2 });
});

test("all are read at once, up to what was seen; other people's and other teams' are left alone", async () => {
  api.setNow(new Date(Date.now() - 60_000));
  await notifyTeam(owner.ctx, notice('seen'));
  const [seen] = (await list(owner)).notifications;
  api.setNow(null);
  await notifyTeam(owner.ctx, notice('new'));
  await notifyTeam(hostile.ctx, notice('theirs'));
  expect((await call(owner, 'POST', '/v1/notifications/read-all', { until: seen?.createdAt })).status).toBe(204);
  expect((await list(owner, '?unread=true')).notifications.map(({ title }) => title)).toEqual(['Missed new']);
  await call(owner, 'POST', '/v1/notifications/read-all');
  expect(await list(owner)).toMatchObject({ unreadCount: 0 });
  expect([await list(viewer), await list(hostile)]).toMatchObject([{ unreadCount: 2 }, { unreadCount: 1 }]);
});

test('pages are complete; what was mailed to whom stays inside', async () => {
  for (const key of ['a', 'b', 'c']) await notifyTeam(owner.ctx, notice(key));
  const first = await list(owner, '?limit=2&unread=true');
  const second = await list(owner, `?limit=2&unread=true&cursor=${first.nextCursor}`);
  expect([...first.notifications, ...second.notifications]).toHaveLength(3);
  expect(second.nextCursor).toBeNull();
  expect((await call(owner, 'GET', '/v1/notifications')).text).not.toMatch(/deliveries|readBy|"key"/);
});

test('what is 90 days old goes by itself', async () => {
  const indexes = await mongoose.connection.collection('notifications').indexes();
  expect(indexes).toContainEqual(expect.objectContaining({ key: { createdAt: 1 }, expireAfterSeconds: 90 * 86_400 }));
});

test('a notice links to a page of the dashboard, never elsewhere', async () => {
  for (const link of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
    await expect(notifyTeam(owner.ctx, { ...notice(link), link })).rejects.toThrow('links to a page');
  }
});
