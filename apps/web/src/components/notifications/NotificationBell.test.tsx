import type { Notification } from '@oatfin/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { App } from 'antd';
import { At } from '../../../test/umi';
import { NotificationBell } from './NotificationBell';

const missed: Notification = {
  ...{ id: 'a', kind: 'schedule_missed', title: 'shop was missed', text: 'It was due at 08:00.', link: '/schedules/1' },
  ...{ createdAt: '2026-11-21T08:00:00.000Z', readAt: null },
};
const plain: Notification = {
  ...missed,
  id: 'b',
  title: 'A plan changed',
  link: null,
  createdAt: '2026-11-20T08:00:00.000Z',
};

/** Answers as the API does; gives the calls that changed something. */
function show(given: Notification[], status = 200) {
  const calls: string[] = [];
  let notifications = given;
  const list = () => {
    const unreadCount = notifications.filter(({ readAt }) => readAt === null).length;
    return status === 200 ? { notifications, unreadCount, nextCursor: null } : { detail: 'The database is away.' };
  };
  window.fetch = jest.fn(async (url: unknown, init?: RequestInit) => {
    const path = String(url).replace(/^.*\/v1|\?.*$/g, '');
    if (init?.method === 'POST') {
      calls.push(`${path} ${init.body ?? ''}`.trim());
      notifications = notifications.map((one) =>
        path === `/notifications/${one.id}/read` || path.endsWith('read-all')
          ? { ...one, readAt: missed.createdAt }
          : one,
      );
    }
    return { ok: status === 200, status, json: async () => list() };
  }) as unknown as typeof fetch;
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <App>
        <At path="/apps">
          <NotificationBell />
        </At>
      </App>
    </QueryClientProvider>,
  );
  return calls;
}

const open = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }, { timeout: 5_000 }));

test('the bell says how many are unread, and following one reads it', async () => {
  const calls = show([missed, plain]);
  await open('Notifications, 2 unread');
  fireEvent.click(await screen.findByRole('link', { name: 'shop was missed' }));
  await waitFor(() => expect(screen.getByLabelText('address')).toHaveTextContent('/schedules/1'));
  expect(calls).toEqual(['/notifications/a/read']);
  expect(await screen.findByRole('button', { name: 'Notifications, 1 unread' })).toBeInTheDocument();
}, 20_000);

test('one without a link is marked by its button; all are, up to the newest that is shown', async () => {
  const calls = show([missed, plain]);
  await open('Notifications, 2 unread');
  await open('Mark “A plan changed” as read');
  expect(await screen.findByText('1 unread')).toBeInTheDocument();
  await open('Mark all as read');
  expect(await screen.findByText('All read')).toBeInTheDocument();
  expect(calls).toEqual(['/notifications/b/read', `/notifications/read-all {"until":"${missed.createdAt}"}`]);
}, 20_000);

test('nothing yet says what will be here', async () => {
  show([]);
  await open('Notifications');
  expect(await screen.findByText('Nothing to tell')).toBeInTheDocument();
}, 20_000);

test('what cannot be loaded says why, and can be tried again', async () => {
  show([], 503);
  await open('Notifications');
  expect(await screen.findByText('The database is away.')).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Try again' })).toBeInTheDocument();
}, 20_000);
