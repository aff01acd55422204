import type { PlannedRun, Schedule } from '@oatfin/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { App } from 'antd';
import { At } from '../../../../test/umi';
import CalendarTab from './CalendarTab';

jest.mock('@/access', () => ({ useMay: () => true }));
/** A Thursday. */
const mockNow = new Date('2099-02-05T12:00:00Z');
jest.mock('@/time/now', () => ({ useNow: () => mockNow }));

const schedule = {
  ...{ id: 's1', app: 'a', appName: 'api', cron: null, cronWords: null, timezone: 'America/New_York', fold: null },
  at: { year: 2099, month: 2, day: 10, hour: 22, minute: 30 },
  ...{ runAt: '2099-02-11T03:30:00.000Z', nextRunAt: '2099-02-11T03:30:00.000Z', zoneData: '2026f', reason: null },
  ...{ status: 'scheduled', deploy: 'newest', revision: null, notAfterMinutes: 15, skipIfCurrent: false },
  ...{ endsAt: null, maxRuns: null, runs: 0, deployment: null, plan: [], createdBy: 'Ada', createdAt: '' },
} as Schedule;
const run = {
  ...{
    id: 'r1',
    app: 'a',
    appName: 'api',
    kind: 'schedule',
    schedule: 's1',
    neededBy: [],
    waitsFor: [],
    isRecurring: false,
  },
  ...{ runAt: '2099-02-11T03:30:00.000Z', status: 'due', startedAt: null, lateSeconds: null, reason: null },
  deployment: null,
} as PlannedRun;
const missed = {
  ...{ ...run, id: 'r2', appName: 'web', runAt: '2099-02-04T10:00:00.000Z', status: 'missed' },
  reason: { code: 'outage', message: 'Oatfin was down.' },
} as PlannedRun;
const plan = [
  { app: 'b', appName: 'db', runAt: '2099-02-13T03:15:00.000Z', startsAtOnce: false, waitsFor: [] },
  { app: 'a', appName: 'api', runAt: '2099-02-13T03:30:00.000Z', startsAtOnce: false, waitsFor: ['b'] },
];
const preview = {
  ...{ runAt: '2099-02-13T03:30:00.000Z', offsetMinutes: -300, abbreviation: 'EST', inWords: 'in 26,000 days' },
  ...{ cronWords: null, next: [], notes: [], deploys: [], zoneData: '2026f', plan },
};

/** The calendar at an address over an API that keeps one schedule; gives what was sent to change it. */
function show(address: string, runs: PlannedRun[] = [run]) {
  const changes: unknown[] = [];
  window.fetch = jest.fn(async (url: unknown, init?: RequestInit) => {
    const path = String(url).replace(/^.*\/v1|\?.*$/g, '');
    if (init?.method === 'PATCH') changes.push(JSON.parse(String(init.body)));
    const answers: Record<string, unknown> = {
      '/runs': { runs, foreseen: [], truncated: false },
      '/schedules': { schedules: [schedule], nextCursor: null },
      '/schedules/preview': { preview },
    };
    return { ok: true, status: 200, json: async () => answers[path] ?? { schedule } };
  }) as unknown as typeof fetch;
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <App>
        <At path={address}>
          <CalendarTab />
        </At>
      </App>
    </QueryClientProvider>,
  );
  return changes;
}

const slow = { timeout: 10_000 };
const dayOf = async (name: RegExp) => {
  const cell = (await screen.findByLabelText(name, {}, slow)).closest('li');
  if (!cell) throw new Error('no such day');
  return cell;
};
const transfer = { setData: () => undefined, effectAllowed: '', dropEffect: '' };

async function dragTo(name: RegExp) {
  const chip = await screen.findByLabelText('03:30 api, Due', {}, slow);
  const day = await dayOf(name);
  fireEvent.dragStart(chip, { dataTransfer: transfer });
  fireEvent.dragOver(day, { dataTransfer: transfer });
  fireEvent.drop(day, { dataTransfer: transfer });
}

test('dragging a one-off asks first, shows the new instant and chain, and moves it only then, on its own clock', async () => {
  const changes = show('/schedules/calendar?day=2099-02-10');
  await dragTo(/Friday 13 February 2099/);
  expect(await screen.findByText('waits for db', {}, slow)).toBeInTheDocument();
  expect(changes).toEqual([]);
  fireEvent.click(screen.getByText('Move'));
  // On the 11th for the reader, on the 10th in New York: two days on is the 12th there, at the same minute.
  const at = { year: 2099, month: 2, day: 12, hour: 22, minute: 30 };
  await waitFor(() => expect(changes).toEqual([{ at, fold: 'first' }]), slow);
  fireEvent.click(await screen.findByText('Undo', {}, slow));
  await waitFor(() => expect(changes.at(-1)).toEqual({ at: schedule.at, fold: 'first' }), slow);
}, 40_000);

test('leaving it where it is changes nothing', async () => {
  const changes = show('/schedules/calendar?day=2099-02-10');
  await dragTo(/Friday 13 February 2099/);
  fireEvent.click(await screen.findByText('Leave it where it is', {}, slow));
  expect(changes).toEqual([]);
}, 30_000);

test('without a mouse it is opened and moved by its fields', async () => {
  show('/schedules/calendar?day=2099-02-10');
  fireEvent.click(await screen.findByLabelText('03:30 api, Due', {}, slow));
  fireEvent.click(await screen.findByText('Move…', {}, slow));
  expect(await screen.findByLabelText('Date', {}, slow)).toHaveValue('Tue 10 Feb 2099');
  expect(screen.getByLabelText('Hour')).toHaveValue('22');
}, 30_000);

test('what has run or was missed cannot be dragged, and says its cause', async () => {
  show('/schedules/calendar?day=2099-02-10', [missed]);
  const chip = await screen.findByLabelText('10:00 web, Missed, Oatfin was down.', {}, slow);
  expect(chip).toHaveAttribute('draggable', 'false');
}, 30_000);

test('a full day says how many more it has and opens all of them', async () => {
  const many = Array.from({ length: 6 }, (_, index) => ({ ...run, id: `r${index}`, appName: `app-${index}` }));
  show('/schedules/calendar?day=2099-02-10', many);
  fireEvent.click(await screen.findByText('+4', {}, slow));
  for (const { appName } of many.slice(2)) expect(await screen.findByText(appName)).toBeInTheDocument();
}, 30_000);

test('the shape of a run that is held has its word below the calendar, for who sees shapes only', async () => {
  show('/schedules/calendar?day=2099-02-10', [
    { ...run, status: 'started', deployment: { id: 'd', status: 'blocked' } },
  ]);
  const shapes = await screen.findByLabelText('What the shapes mean', {}, slow);
  expect(shapes).toHaveTextContent('Blocked');
}, 30_000);

test('a week stands on its hours, on the reader’s clock', async () => {
  show('/schedules/calendar?day=2099-02-10&view=week');
  const chip = await screen.findByLabelText('03:30 api, Due', {}, slow);
  expect(chip.parentElement).toHaveStyle({ top: `${3.5 * 48}px` });
  expect(screen.getByText('9 – 15 February 2099')).toBeInTheDocument();
}, 30_000);

test('a week opens on today, also where not all of its days fit', async () => {
  const scrollTo = jest.fn();
  Element.prototype.scrollTo = scrollTo;
  show('/schedules/calendar?view=week');
  const toToday = expect.objectContaining({ left: 3 * 112 });
  await waitFor(() => expect(scrollTo).toHaveBeenLastCalledWith(toToday), slow);
}, 30_000);
