import type { EventSourceMessage } from 'eventsource-parser';
import { followEvents, type StreamState } from './events';

/** Plays an API: each connection gives these pieces of text, then closes or breaks. */
function serve(connections: { status?: number; pieces?: string[]; breaks?: boolean }[]) {
  const asked: { url: string; lastEventId: string | null }[] = [];
  window.fetch = jest.fn(async (url: unknown, init: { headers: Record<string, string> } | undefined) => {
    asked.push({ url: String(url), lastEventId: init?.headers['last-event-id'] ?? null });
    const { status = 200, pieces = [], breaks = false } = connections.shift() ?? { status: 410 };
    return { ok: status === 200, status, body: toBody(pieces, breaks), json: async () => ({ detail: 'Gone.' }) };
  }) as unknown as typeof fetch;
  return asked;
}

function toBody(pieces: string[], breaks: boolean) {
  const queue = pieces.map((piece) => new TextEncoder().encode(piece));
  const read = async () => {
    const value = queue.shift();
    if (value) return { done: false, value };
    if (breaks) throw new TypeError('network error');
    return { done: true, value: undefined };
  };
  return { getReader: () => ({ read }) };
}

async function follow(isFinished: (events: EventSourceMessage[]) => boolean) {
  const events: EventSourceMessage[] = [];
  const states: StreamState[] = [];
  await followEvents('/deployments/1/events', {
    signal: new AbortController().signal,
    onEvent: (event) => events.push(event),
    onState: (state) => states.push(state),
    isFinished: () => isFinished(events),
    delayMs: () => 0,
  });
  return { events, states };
}

const event = (id: number, data: string) => `id: ${id}\nevent: log\ndata: ${data}\n\n`;

test('a broken stream is resumed after the last event that came, and nothing comes twice', async () => {
  const asked = serve([
    { pieces: [event(1, 'a'), event(2, 'b'), 'id: 3\nevent: lo'], breaks: true },
    { pieces: [event(2, 'b'), event(3, 'c')] },
  ]);
  const { events, states } = await follow((all) => all.length === 3);
  expect(events.map(({ data }) => data)).toEqual(['a', 'b', 'c']);
  expect(asked.map(({ lastEventId }) => lastEventId)).toEqual([null, '2']);
  expect(states).toEqual(['connecting', 'live', 'reconnecting', 'live', 'ended']);
});

test('an event cut in the middle of a character arrives whole', async () => {
  const bytes = new TextEncoder().encode(event(1, 'größe'));
  serve([{}]);
  window.fetch = jest.fn(async () => {
    const queue = [bytes.slice(0, 25), bytes.slice(25, 26), bytes.slice(26)];
    const read = async () => ({ done: queue.length === 0, value: queue.shift() });
    return { ok: true, status: 200, body: { getReader: () => ({ read }) } };
  }) as unknown as typeof fetch;
  const { events } = await follow(() => true);
  expect(events.map(({ data }) => data)).toEqual(['größe']);
});

test('a store that is away for a moment is waited for', async () => {
  const asked = serve([{ status: 503 }, { pieces: [event(1, 'a')] }]);
  const { states } = await follow((all) => all.length === 1);
  expect(states).toEqual(['connecting', 'reconnecting', 'live', 'ended']);
  expect(asked).toHaveLength(2);
});

test('a stream that the API refuses is not asked for again', async () => {
  const asked = serve([{ status: 404 }]);
  const { states } = await follow(() => false);
  expect(states).toEqual(['connecting', 'refused']);
  expect(asked).toHaveLength(1);
});
