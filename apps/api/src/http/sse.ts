import { once } from 'node:events';
import type { SystemCtx } from '@oatfin/domain/context';
import type { Response } from 'express';
import type { z } from 'zod';
import type { Entry } from './access';

/** One Server-Sent Event; `id` is what a client that reconnects sends as Last-Event-ID. */
export interface StreamEvent<Events extends Record<string, z.ZodType> = Record<string, z.ZodType>> {
  id?: string;
  event: keyof Events & string;
  data: unknown;
}

const heartbeatMs = 15_000;

/** Milliseconds after which a client of a draining process should come back: another process answers then. */
const comeBackMs = 1_000;

interface Streaming {
  entry: Entry<SystemCtx>;
  shapes: Record<string, z.ZodType>;
  /** Aborting it ends this stream. */
  ended: AbortController;
  /** Aborted when this stream ends, for whatever reason. */
  signal: AbortSignal;
  draining: AbortSignal;
}

/**
 * Writes events until they end, the client goes, access ends, or the process drains. A heartbeat every 15 seconds keeps
 * proxies from closing the connection, and is when access is checked again. A slow reader is waited for.
 */
export async function sendEvents(
  res: Response,
  events: AsyncIterable<StreamEvent>,
  streaming: Streaming,
): Promise<void> {
  begin(res);
  if (res.req.method === 'HEAD') return void res.end();
  const heartbeat = setInterval(() => beat(res, streaming), heartbeatMs);
  try {
    await Promise.race([writeAll(res, events, streaming), aborted(streaming.signal)]);
  } catch (error) {
    // The status is long sent: the client sees an end without a final event, and resumes with Last-Event-ID.
    if (!streaming.signal.aborted) streaming.entry.ctx.logger.error({ err: error }, 'stream ended early');
  } finally {
    clearInterval(heartbeat);
    if (streaming.draining.aborted) res.write(`retry: ${comeBackMs}\n\n`);
    res.end();
    streaming.ended.abort();
  }
}

function begin(res: Response): void {
  res.locals.isStream = true;
  res.status(200);
  res.setHeader('Content-Type', 'text/event-stream; charset=utf-8');
  res.setHeader('Cache-Control', 'no-cache, no-transform');
  res.setHeader('X-Accel-Buffering', 'no');
  res.flushHeaders();
}

async function writeAll(res: Response, events: AsyncIterable<StreamEvent>, streaming: Streaming): Promise<void> {
  for await (const event of events) {
    if (streaming.signal.aborted) return;
    if (!res.write(format(event, streaming.shapes))) await drained(res, streaming.signal);
  }
}

function format(event: StreamEvent, shapes: Record<string, z.ZodType>): string {
  const shape = shapes[event.event];
  if (!shape) throw new Error(`The stream declares no event ${event.event}.`);
  const id = event.id === undefined ? '' : `id: ${event.id}\n`;
  return `${id}event: ${event.event}\ndata: ${JSON.stringify(shape.parse(event.data))}\n\n`;
}

function beat(res: Response, { entry, ended }: Streaming): void {
  res.write(': still here\n\n');
  const check =
    Date.now() < entry.expiresAt ? entry.recheck() : Promise.reject(new Error('The access token has expired.'));
  check.catch((error: unknown) => {
    entry.ctx.logger.info({ err: error }, 'stream ended: access was not granted again');
    ended.abort();
  });
}

function drained(res: Response, signal: AbortSignal): Promise<unknown> {
  return once(res, 'drain', { signal });
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
