import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { App } from 'antd';
import type { FreezeDetails } from '@/api/freezes';
import FreezeDialog from './FreezeDialog';

const winter: FreezeDetails = {
  ...{ id: 'f1', name: 'Winter', timezone: 'Europe/Paris', yearly: true, environments: ['production'] },
  from: { year: 2030, month: 12, day: 20, hour: 18, minute: 0 },
  to: { year: 2031, month: 1, day: 2, hour: 9, minute: 30 },
  ...{ isActive: false, startsAt: '2030-12-20T17:00:00.000Z', endsAt: '2031-01-02T08:30:00.000Z' },
  ...{ createdBy: 'Ada', createdAt: '2026-11-21T08:00:00.000Z' },
};

/** Opens the form; gives what it sent, and whether it closed. */
function show(freeze: FreezeDetails, refusal?: object) {
  const sent: unknown[] = [];
  const close = jest.fn();
  window.fetch = jest.fn(async (url: unknown, init?: RequestInit) => {
    if (String(url).includes('dependency-graph')) {
      return { ok: true, status: 200, json: async () => ({ graph: { apps: [], edges: [] } }) };
    }
    if (init?.method === 'PATCH') sent.push(JSON.parse(String(init.body)));
    return { ok: !refusal, status: refusal ? 422 : 200, json: async () => refusal ?? { freeze: winter } };
  }) as unknown as typeof fetch;
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <App>
        <FreezeDialog freeze={freeze} close={close} />
      </App>
    </QueryClientProvider>,
  );
  return { sent, close };
}

const patiently = { timeout: 10_000 };
const { id: _id, isActive, startsAt, endsAt, createdBy, createdAt, ...asSent } = winter;

test('a freeze is sent as the clock of its zone shows it, whatever zone the reader is in', async () => {
  const { sent, close } = show(winter);
  expect(screen.getByText(/Nothing starts for 12 days 15 hours/)).toHaveTextContent('for you in UTC');
  fireEvent.change(screen.getByLabelText('Name'), { target: { value: ' Winter break ' } });
  fireEvent.click(screen.getByText('Save'));
  await waitFor(() => expect(close).toHaveBeenCalled(), patiently);
  expect(sent).toEqual([{ ...asSent, name: 'Winter break' }]);
}, 30_000);

test('a freeze that ends before it begins is refused beside its end, and nothing is sent', async () => {
  const { sent } = show({ ...winter, to: { ...winter.from, hour: 19 } });
  fireEvent.change(screen.getByLabelText('To, hour'), { target: { value: '17' } });
  fireEvent.click(screen.getByText('Save'));
  expect(await screen.findByText('It must end after it begins', {}, patiently)).toBeInTheDocument();
  expect(sent).toEqual([]);
}, 30_000);

test('what the API has against a minute stands beside it', async () => {
  const { close } = show(winter, {
    detail: 'No.',
    errors: [{ path: 'to', message: 'What comes again every year must be shorter than a year.' }],
  });
  fireEvent.click(screen.getByText('Save'));
  expect(
    await screen.findByText('What comes again every year must be shorter than a year.', {}, patiently),
  ).toBeInTheDocument();
  expect(close).not.toHaveBeenCalled();
}, 30_000);
