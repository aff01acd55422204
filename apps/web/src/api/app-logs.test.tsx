import { renderHook, waitFor } from '@testing-library/react';
import { useAppLogs } from './app-logs';

/** An API whose stream gives what is pushed, for as long as the test lasts. */
function serve() {
  let give: (text: string) => void = () => undefined;
  const next = () =>
    new Promise<{ done: false; value: Uint8Array }>((resolve) => {
      give = (text) => resolve({ done: false, value: new TextEncoder().encode(text) });
    });
  const body = { getReader: () => ({ read: next }) };
  window.fetch = jest.fn(async () => ({ ok: true, status: 200, body })) as unknown as typeof fetch;
  return (text: string) => give(text);
}

const line = { at: '2027-02-10T08:00:00.000Z', container: 'web', replica: 0, stream: 'stdout', text: 'hello' };

test('that nothing has been written is known only once the last lines have all been sent', async () => {
  const push = serve();
  const { result, unmount } = renderHook(() => useAppLogs('1', 200, ''));
  await waitFor(() => expect(result.current.state).toBe('live'));
  expect(result.current).toMatchObject({ isCaughtUp: false, lines: [] });
  push('event: ready\ndata: {}\n\n');
  await waitFor(() => expect(result.current).toMatchObject({ isCaughtUp: true, lines: [] }));
  push(`event: log\ndata: ${JSON.stringify(line)}\n\n`);
  await waitFor(() => expect(result.current.lines).toMatchObject([{ text: 'hello', seq: 1 }]));
  unmount();
});
