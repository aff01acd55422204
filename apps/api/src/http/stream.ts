import type { Permission } from '@oatfin/contracts';
import type { Ctx, SystemCtx } from '@oatfin/domain/context';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { enter } from './access';
import type { Edge } from './edge';
import { type Declared, declare, type PathParams, parseParams, type Route } from './route';
import { type StreamEvent, sendEvents } from './sse';
import { parseInput } from './validate';

/** What `open` is given besides its context. */
export interface StreamInput<Params, Query> {
  params: Params;
  query: Query;
  /** Begin after this event; undefined: from the beginning. */
  lastEventId: string | undefined;
  /** Aborted when the client is gone, its access ends, or the process drains. */
  signal: AbortSignal;
}

interface StreamSpec<
  Path extends string,
  P extends z.ZodType,
  Q extends z.ZodType,
  Events extends Record<string, z.ZodType>,
> extends Declared<P, Q> {
  path: Path;
  permission: Permission;
  /** Kinds of events and the shape of their data; fields not named are dropped. */
  events: Events;
  /** Refusals (not found) are thrown before this promise resolves: after it the answer is a 200. */
  open(ctx: Ctx, input: StreamInput<z.output<P>, z.output<Q>>): Promise<AsyncIterable<StreamEvent<Events>>>;
}

interface AnyStream extends Omit<StreamSpec<string, z.ZodType, z.ZodType, Record<string, z.ZodType>>, 'open'> {
  open(ctx: SystemCtx, input: StreamInput<unknown, unknown>): Promise<AsyncIterable<StreamEvent>>;
}

/**
 * Declares a GET that answers with Server-Sent Events (WHATWG HTML, 9.2). The edge adds heartbeats, ends the stream when
 * access is revoked or the token expires, and tells clients to come back when the process drains.
 */
export function stream<
  const Path extends string,
  const Events extends Record<string, z.ZodType>,
  P extends z.ZodType = z.ZodType<PathParams<Path>>,
  Q extends z.ZodType = z.ZodType<Record<never, unknown>>,
>(spec: StreamSpec<Path, P, Q, Events>): Route;
export function stream(spec: AnyStream): Route {
  const declared: Omit<Route, 'serve'> = {
    ...declare(spec),
    method: 'get',
    path: spec.path,
    permission: spec.permission,
    status: 200,
    body: null,
    reply: null,
    events: spec.events,
    hasLocation: false,
  };
  return { ...declared, serve: (edge, req, res) => serve(spec, declared, edge, req, res) };
}

async function serve(
  spec: AnyStream,
  declared: Omit<Route, 'serve'>,
  edge: Edge,
  req: Request,
  res: Response,
): Promise<void> {
  const entry = await enter(edge, req, res, spec.permission);
  const params = parseParams(declared, req);
  const query = parseInput(declared.query, req.query, 'query');
  const ended = new AbortController();
  const signal = AbortSignal.any([ended.signal, edge.draining]);
  res.once('close', () => ended.abort());
  const events = await spec.open(entry.ctx, { params, query, lastEventId: req.get('last-event-id'), signal });
  await sendEvents(res, events, { entry, shapes: spec.events, ended, signal, draining: edge.draining });
}
