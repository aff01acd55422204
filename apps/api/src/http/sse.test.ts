import { eventually } from '@oatfin/testkit/eventually';
import { createMember, type Member } from '@oatfin/testkit/factories';
import mongoose from 'mongoose';
import { z } from 'zod';
import { openTestApi, type TestApi } from '../api.fixture';
import { route } from './route';
import { stream } from './stream';

const Tick = z.object({ n: z.number() });
let closed = 0;

/** Counts on from the last event; waits for its end after `until`. */
async function* ticks(from: number, until: number, signal: AbortSignal) {
  try {
    for (let n = from; n <= until; n += 1) yield { id: String(n), event: 'tick' as const, data: { n, secret: 'x' } };
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  } finally {
    closed += 1;
  }
}

const table = [
  stream({
    path: '/v1/ticks',
    permission: 'app:read',
    summary: 'Tick',
    tag: 'Test',
    when: { query: 'follow', value: 'true' },
    query: z.strictObject({ follow: z.literal('true') }),
    events: { tick: Tick },
    open: async (_ctx, { lastEventId, signal }) => ticks(Number(lastEventId ?? 0) + 1, 3, signal),
  }),
  route({
    method: 'get',
    path: '/v1/ticks',
    permission: 'app:read',
    summary: 'The ticks so far',
    tag: 'Test',
    query: z.strictObject({ follow: z.stringbool().default(false) }),
    reply: z.object({ ticks: z.array(Tick) }),
    status: 200,
    handle: async () => ({ ticks: [{ n: 1 }] }),
  }),
];

let api: TestApi;
let member: Member;
beforeEach(async () => {
  api = await openTestApi({}, table);
  member = await createMember(api.system);
  closed = 0;
});
afterEach(() => {
  jest.useRealTimers();
  return api.close();
});

test('one path answers with JSON, and with a stream when the query asks for it', async () => {
  expect((await api.call('GET', '/v1/ticks', { token: member.accessToken })).json).toEqual({ ticks: [{ n: 1 }] });
  const { response, abort } = await follow();
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(response.headers.get('cache-control')).toBe('no-cache, no-transform');
  expect(response.headers.get('x-accel-buffering')).toBe('no');
  abort();
});

test('events carry id, kind and declared data alone, and resume after Last-Event-ID', async () => {
  const { read, abort } = await follow({ 'last-event-id': '1' });
  await eventually(() =>
    expect(read()).toBe('id: 2\nevent: tick\ndata: {"n":2}\n\nid: 3\nevent: tick\ndata: {"n":3}\n\n'),
  );
  abort();
});

test('a client that goes away ends the work behind its stream', async () => {
  const { read, abort } = await follow();
  await eventually(() => expect(read()).toContain('id: 3'));
  abort();
  await eventually(() => expect(closed).toBe(1));
});

test('a process that drains ends its streams and tells the client when to come back', async () => {
  const { read, ended } = await follow();
  await eventually(() => expect(read()).toContain('id: 3'));
  api.drain();
  await ended;
  expect(read()).toMatch(/retry: 1000\n\n$/);
});

test('heartbeats come every 15 seconds, and the stream ends when access was revoked', async () => {
  jest.useFakeTimers({
    doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'setTimeout', 'clearTimeout', 'Date'],
  });
  const { read, ended } = await follow();
  await eventually(() => expect(read()).toContain('id: 3'));
  jest.advanceTimersByTime(15_000);
  await eventually(() => expect(read()).toContain(': still here'));
  await mongoose.connection.collection('memberships').deleteMany({});
  jest.advanceTimersByTime(15_000);
  await ended;
});

test('a refusal before the first event is a problem, not a stream', async () => {
  const answer = await api.call('GET', '/v1/ticks?follow=true', { token: 'garbage' });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([401, 'application/problem+json; charset=utf-8']);
});

test('a HEAD gets the headers of the stream and ends', async () => {
  const answer = await api.call('HEAD', '/v1/ticks?follow=true', { token: member.accessToken });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
});

async function follow(headers: Record<string, string> = {}) {
  const controller = new AbortController();
  const response = await fetch(`${api.url}/v1/ticks?follow=true`, {
    headers: { authorization: `Bearer ${member.accessToken}`, ...headers },
    signal: controller.signal,
  });
  let text = '';
  const ended = collect(response, (chunk) => {
    text += chunk;
  }).catch((error: unknown) => {
    if (!controller.signal.aborted) throw error;
  });
  return { response, read: () => text, ended, abort: () => controller.abort() };
}

async function collect(response: Response, take: (chunk: string) => void): Promise<void> {
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) take(decoder.decode(chunk, { stream: true }));
}
