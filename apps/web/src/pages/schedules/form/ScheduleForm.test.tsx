import type { CreateScheduleBody } from '@oatfin/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { App } from 'antd';
import { ApiError } from '@/api/request';
import { At } from '../../../../test/umi';
import { ScheduleForm } from './ScheduleForm';
import { newValues, type ScheduleValues } from './values';

const preview = {
  ...{ runAt: '2027-11-07T05:30:00.000Z', offsetMinutes: -240, abbreviation: 'EDT', inWords: 'in 350 days' },
  ...{
    cronWords: null,
    next: [],
    notes: [],
    deploys: [{ container: 'web', image: 'shop/api:1.4' }],
    zoneData: '2026f',
  },
  plan: [
    { app: 'b', appName: 'db', runAt: '2027-11-07T05:15:00.000Z', startsAtOnce: false, waitsFor: [] },
    { app: 'a', appName: 'api', runAt: '2027-11-07T05:30:00.000Z', startsAtOnce: false, waitsFor: ['b'] },
  ],
};
const gap = {
  ...{ code: 'schedule.no_such_minute', detail: 'No such minute.' },
  errors: [
    { path: 'at', message: 'It does not exist. The nearest minutes are 2027-11-07 00:59 and 2027-11-07 02:00.' },
  ],
};

interface Asked {
  at?: { hour: number };
  fold?: string;
  endsAt?: string | null;
}

/** Draws the form over an API that answers previews with what `answer` makes of them. */
function show(values: Partial<ScheduleValues>, answer: (asked: Asked) => [number, unknown], submit = jest.fn()) {
  const asked: Asked[] = [];
  window.fetch = jest.fn(async (_: unknown, init?: RequestInit) => {
    const body: Asked = JSON.parse(String(init?.body));
    asked.push(body);
    const [status, json] = answer(body);
    return { ok: status < 400, status, json: async () => json };
  }) as unknown as typeof fetch;
  const initial = { ...newValues('America/New_York', 'a', '2027-11-07'), hour: 1, minute: 30, ...values };
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <App>
        <At path="/schedules/new">
          <ScheduleForm initial={initial} isPinned={false} submitLabel="Schedule" appField={null} submit={submit} />
        </At>
      </App>
    </QueryClientProvider>,
  );
  return { asked, submit };
}

const sent = (submit: jest.Mock): CreateScheduleBody => submit.mock.calls[0][0];
const slow = { timeout: 10_000 };
const save = () => fireEvent.click(screen.getByText('Schedule'));

test('before anything is saved the form shows the instant, the whole chain and the images', async () => {
  show({}, () => [200, { preview }]);
  expect(await screen.findByText('Sun 7 Nov 2027, 01:30', {}, slow)).toBeInTheDocument();
  expect(screen.getAllByText('Sun 7 Nov 2027, 05:30')).not.toHaveLength(0);
  expect(screen.getByText('waits for db')).toBeInTheDocument();
  expect(screen.getByText('shop/api:1.4')).toBeInTheDocument();
}, 30_000);

test('a minute that does not exist is refused at the fields, and one of the nearest two is a click away', async () => {
  const { asked, submit } = show({}, ({ at }) => (at?.hour === 1 ? [422, gap] : [200, { preview }]));
  expect(await screen.findByText(/It does not exist/, {}, slow)).toBeInTheDocument();
  fireEvent.click(screen.getByText('02:00'));
  await waitFor(() => expect(screen.queryByText(/It does not exist/)).not.toBeInTheDocument(), slow);
  expect(asked.at(-1)?.at).toMatchObject({ hour: 2, minute: 0 });
  save();
  await waitFor(() => expect(sent(submit).at).toMatchObject({ day: 7, hour: 2, minute: 0 }), slow);
}, 30_000);

test('of a minute that happens twice the person chooses one, and the choice does not outlive the minute', async () => {
  const notes = [{ kind: 'repeated', message: 'This minute happens twice.' }];
  const { submit } = show({}, ({ at }) => [200, { preview: { ...preview, notes: at?.hour === 1 ? notes : [] } }]);
  fireEvent.click(await screen.findByLabelText('The second, after they went back', {}, slow));
  save();
  await waitFor(() => expect(sent(submit).fold).toBe('second'), slow);
  fireEvent.change(screen.getByLabelText('Hour'), { target: { value: '4' } });
  await waitFor(() => expect(screen.queryByText(/happens twice that day/)).not.toBeInTheDocument(), slow);
}, 30_000);

test('a last day ends with its last minute, as the API says which instant that is', async () => {
  const values = { kind: 'recurring' as const, ends: 'date' as const, endsOn: '2027-12-24' };
  const end = '2027-12-25T04:59:00.000Z';
  const { submit } = show(values, ({ at }) => [200, { preview: at ? { ...preview, runAt: end } : preview }]);
  await screen.findByText('What starts when', {}, slow);
  save();
  await waitFor(() => expect(sent(submit)).toMatchObject({ cron: '0 20 * * *', endsAt: end, maxRuns: null }), slow);
  expect(sent(submit).at).toBeUndefined();
}, 30_000);

test('a usual time is chosen by fields, and the expression says the same', async () => {
  const { asked } = show({ kind: 'recurring' }, () => [200, { preview: { ...preview, cronWords: 'At 20:00' } }]);
  expect(await screen.findByText('Every day at 20:00.', {}, slow)).toBeInTheDocument();
  fireEvent.change(screen.getByLabelText('Hour'), { target: { value: '7' } });
  expect(screen.getByLabelText('Cron expression')).toHaveValue('0 7 * * *');
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ cron: '0 7 * * *' }), slow);
}, 30_000);

test.each(['7.2.2099', '07.02.2099', '07/02/2099', '07 Feb 2099', '2099-02-07'])(
  'a day may be typed as %s',
  async (typed) => {
    const { asked } = show({}, () => [200, { preview }]);
    const field = screen.getByLabelText('Date');
    fireEvent.mouseDown(field);
    fireEvent.change(field, { target: { value: typed } });
    fireEvent.keyDown(field, { key: 'Enter' });
    await waitFor(() => expect(asked.at(-1)?.at).toMatchObject({ year: 2099, month: 2, day: 7 }), slow);
  },
  30_000,
);

test('Enter in a field schedules nothing', async () => {
  const { submit } = show({}, () => [200, { preview }]);
  const isTaken = !fireEvent.keyDown(screen.getByLabelText('Minute'), { key: 'Enter' });
  expect(isTaken).toBe(true);
  expect(submit).not.toHaveBeenCalled();
  await screen.findByText('What starts when', {}, slow);
}, 30_000);

test('a schedule that has started meanwhile leads to its deployment', async () => {
  const refuse = jest.fn(async () => {
    throw new ApiError(409, { code: 'schedule.started', detail: 'It has already started.', deployment: 'd1' });
  });
  show({}, () => [200, { preview }], refuse);
  await screen.findByText('What starts when', {}, slow);
  save();
  const link = await screen.findByText('Open the deployment', {}, slow);
  expect(link).toHaveAttribute('href', '/apps/a/deployments/d1');
}, 30_000);
