import type { Deployment, Role } from '@oatfin/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from 'antd';
import type { QueueEntry } from '@/api/queue';
import { signUp } from '@/session/session';
import { At } from '../../../test/umi';
import QueuePage from './QueuePage';

const blocked: Deployment = {
  ...{ id: 'd1', app: 'a1', appName: 'shop', revision: null, previousRevision: null, trigger: 'manual' },
  ...{ status: 'blocked', failure: null, steps: [], createdBy: 'Ada', schedule: null, dueAt: null, lateSeconds: null },
  reason: { code: 'freeze', message: 'Held by the freeze “Winter” until 2026-12-01 09:00 (Europe/Paris).' },
  ...{ waitsFor: [], notAfter: '2026-12-01T10:00:00.000Z', freezeOverride: null, cancelRequestedAt: null },
  ...{ createdAt: '2026-11-21T08:00:00.000Z', startedAt: null, endedAt: null },
};
const held: QueueEntry = {
  ...{
    deployment: blocked,
    reason: 'freeze',
    explanation: blocked.reason?.message ?? null,
    position: null,
    holder: null,
  },
};

/** Draws the page for somebody of this role; gives the calls that changed something. */
async function show(role: Role, entries: QueueEntry[]) {
  const calls: string[] = [];
  const team = { id: 't', name: 'Team', slug: 'team', role };
  const answers: Record<string, unknown> = {
    '/auth/register': { accessToken: 'x', user: { id: 'u', name: 'Ada', timezone: 'Europe/Paris' }, team },
    '/queue': { running: [], waiting: [], blocked: entries, limit: 4, truncated: false },
    '/freezes': { freezes: [] },
    '/deployments/d1/override-freeze': { deployment: { ...blocked, status: 'queued' } },
  };
  window.fetch = jest.fn(async (url: unknown, init?: RequestInit) => {
    const path = String(url).replace(/^.*\/v1|\?.*$/g, '');
    if (init?.method === 'POST') calls.push(`${path} ${init.body ?? ''}`.trim());
    return { ok: true, status: 200, json: async () => answers[path] ?? {} };
  }) as unknown as typeof fetch;
  await signUp({ email: 'ada@example.com', password: 'secret-secret', name: 'Ada', timezone: 'Europe/Paris' });
  calls.length = 0;
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <App>
        <At path="/queue">
          <QueuePage />
        </At>
      </App>
    </QueryClientProvider>,
  );
  return calls;
}

test('an empty queue says so, and where what is planned stands', async () => {
  await show('viewer', []);
  expect(await screen.findByText('Nothing is waiting or running')).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'Schedules' })).toHaveAttribute('href', '/schedules');
});

test('what a freeze holds says which, and until when it waits; a viewer can only look', async () => {
  await show('viewer', [held]);
  const row = within(await screen.findByRole('region', { name: 'Blocked' }));
  expect(await row.findByText(/Held by the freeze “Winter”/)).toBeInTheDocument();
  expect(row.getByText(/Fails if it cannot start by/)).toHaveTextContent('1 Dec 2026, 11:00');
  expect(row.queryByRole('button')).toBeNull();
});

test('a developer may cancel what a freeze holds, not let it through', async () => {
  await show('developer', [held]);
  expect(await screen.findByRole('button', { name: 'Cancel the deployment of shop' })).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: /Override/ })).toBeNull();
});

test('an admin lets it through the freeze only with a reason, which is sent', async () => {
  const calls = await show('admin', [held]);
  await userEvent.click(await screen.findByRole('button', { name: 'Override the freeze for shop' }));
  const reason = await screen.findByLabelText('Reason', {}, { timeout: 10_000 });
  await userEvent.click(screen.getByText('Override freeze'));
  expect(await screen.findByText('Say why, in at least 3 characters')).toBeInTheDocument();
  expect(calls).toEqual([]);
  fireEvent.change(reason, { target: { value: ' Checkout is broken ' } });
  await userEvent.click(screen.getByText('Override freeze'));
  await waitFor(() => expect(calls).toEqual(['/deployments/d1/override-freeze {"reason":"Checkout is broken"}']));
}, 30_000);
