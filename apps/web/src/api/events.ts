import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { type ApiError, type Params, send, toApiError } from './request';

/**
 * `reconnecting`: the line broke and is tried again. `waiting`: the API closed it for now, and is asked again.
 * `ended`: all was read. `refused`: the API said no for good.
 */
export type StreamState = 'connecting' | 'live' | 'reconnecting' | 'waiting' | 'ended' | 'refused';

export interface StreamOptions {
  signal: AbortSignal;
  /** Query of a try; resumed ones come after at least one event. */
  params?: (isResumed: boolean) => Params;
  onEvent: (event: EventSourceMessage) => void;
  onState: (state: StreamState, error?: ApiError) => void;
  /** Asked when the server closes the stream: true when nothing more will come. */
  isFinished: () => boolean;
  /** Wait before the n-th reconnect; tests make it short. */
  delayMs?: (attempt: number) => number;
}

/** No byte for so long, not even a comment, means that the line is dead although nobody closed it. */
const silenceMs = 60_000;

/**
 * Follows a Server-Sent Events stream of the API (WHATWG HTML § 9.2) with the access token that EventSource cannot send.
 * A broken line is taken up again after the last event that came, with growing waits; each event is given once.
 * Returns when the stream is finished, refused or aborted.
 */
export async function followEvents(path: string, options: StreamOptions): Promise<void> {
  const progress = { lastEventId: '', attempt: 0, hasBegun: false };
  options.onState('connecting');
  while (!options.signal.aborted) {
    const outcome = await readOnce(path, options, progress);
    if (options.signal.aborted) return;
    if (outcome === 'closed' && options.isFinished()) return options.onState('ended');
    if (outcome !== 'closed' && outcome !== 'broken') return options.onState('refused', outcome);
    options.onState(outcome === 'closed' ? 'waiting' : 'reconnecting');
    await pause((options.delayMs ?? backoffMs)(progress.attempt), options.signal);
    progress.attempt += 1;
  }
}

interface Progress {
  lastEventId: string;
  attempt: number;
  hasBegun: boolean;
}

/** One connection. `closed`: by the server; `broken`: by the network or a passing fault; an error: refused for good. */
async function readOnce(
  path: string,
  options: StreamOptions,
  progress: Progress,
): Promise<'closed' | 'broken' | ApiError> {
  const watchdog = new AbortController();
  const signal = AbortSignal.any([options.signal, watchdog.signal]);
  let silence = setTimeout(() => watchdog.abort(), silenceMs);
  try {
    const response = await send(path, {
      signal,
      timeoutMs: 0,
      params: options.params?.(progress.hasBegun) ?? {},
      headers: toHeaders(progress),
    });
    if (!response.ok || !response.body) return isPassing(response.status) ? 'broken' : await toApiError(response);
    options.onState('live');
    await readBody(
      response.body,
      (event) => deliver(event, options, progress),
      () => {
        clearTimeout(silence);
        silence = setTimeout(() => watchdog.abort(), silenceMs);
      },
    );
    return 'closed';
  } catch {
    return 'broken';
  } finally {
    clearTimeout(silence);
  }
}

async function readBody(
  body: ReadableStream<Uint8Array>,
  onEvent: (event: EventSourceMessage) => void,
  onBytes: () => void,
): Promise<void> {
  const parser = createParser({ onEvent });
  const decoder = new TextDecoder();
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    onBytes();
    parser.feed(decoder.decode(value, { stream: true }));
  }
}

/** Numeric ids only grow: one that was seen is a repetition after a reconnect. */
function deliver(event: EventSourceMessage, options: StreamOptions, progress: Progress): void {
  progress.attempt = 0;
  progress.hasBegun = true;
  if (event.id && progress.lastEventId && Number(event.id) <= Number(progress.lastEventId)) return;
  if (event.id) progress.lastEventId = event.id;
  options.onEvent(event);
}

function toHeaders({ lastEventId }: Progress): Record<string, string> {
  return { accept: 'text/event-stream', ...(lastEventId ? { 'last-event-id': lastEventId } : {}) };
}

function isPassing(status: number): boolean {
  return status >= 500 || status === 429 || status === 408;
}

function backoffMs(attempt: number): number {
  return Math.min(15_000, 500 * 2 ** attempt) * (0.5 + Math.random() / 2);
}

/** Waits, but no longer than until the network is back. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds);
    window.addEventListener('online', done);
    signal.addEventListener('abort', done);
    function done() {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}
