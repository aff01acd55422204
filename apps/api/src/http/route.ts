import type { Permission } from '@oatfin/contracts';
import type { Ctx, SystemCtx, UserCtx } from '@oatfin/domain/context';
import { AppError } from '@oatfin/platform/errors';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { type Access, enter } from './access';
import { jsonAnswer, send } from './answer';
import { readBody } from './body';
import { type Cookies, createCookies } from './cookies';
import type { Edge } from './edge';
import { perhapsOnce } from './once';
import { idOrNobody, parseInput } from './validate';

export type Method = 'get' | 'post' | 'patch' | 'delete';

/** The names in `/v1/apps/{id}/revisions/{number}`, each with the text given for it. */
export type PathParams<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? { [Key in Name | keyof PathParams<Rest>]: string }
  : Record<never, string>;

/** Serves only requests whose query names this (with this value): two routes may then share method and path. */
export interface When {
  query: string;
  value?: 'true';
}

/** What every route declares, whatever it answers with. */
export interface Declared<P extends z.ZodType, Q extends z.ZodType> {
  /** One line, for the OpenAPI document. */
  summary: string;
  description?: string;
  /** The group it stands in: Apps, Deployments, … */
  tag: string;
  when?: When;
  /** Default: every name is an id. A value that does not fit is a 404. */
  params?: P;
  query?: Q;
}

/** A route as data: served by Express, walked by tests, written into the OpenAPI document. */
export interface Route {
  method: Method;
  path: string;
  permission: Access;
  summary: string;
  description?: string;
  tag: string;
  when?: When;
  status: number;
  params: z.ZodType | null;
  query: z.ZodType;
  body: z.ZodType | null;
  /** What it answers with: JSON of this shape, or null with `events`. */
  reply: z.ZodType | null;
  /** The events of a stream and the shape of their data. */
  events: Record<string, z.ZodType> | null;
  hasLocation: boolean;
  serve(edge: Edge, req: Request, res: Response): Promise<void>;
}

/** What a handler is given besides its context; everything is parsed. */
export interface Input<Params, Query, Body> {
  params: Params;
  query: Query;
  body: Body;
  /** Store it with what is made, under a unique index, where even a crash half-way must not double. */
  idempotencyKey: string | undefined;
  cookies: Cookies;
}

type Nothing = z.ZodObject<Record<never, z.ZodType>, z.core.$strict>;
const nothing: Nothing = z.strictObject({});

interface Answers<
  Path extends string,
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
> extends Declared<P, Q> {
  method: Method;
  path: Path;
  body?: B;
  reply: R;
  /** 200, 201 with `location`, 202 for queued work, 204 with `reply: NoReply`. */
  status: number;
  location?: (reply: z.output<R>) => string;
}

type Handle<Context, P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType> = (
  ctx: Context,
  input: Input<z.output<P>, z.output<Q>, z.output<B>>,
) => Promise<z.input<R>>;

/** A declaration; the permission decides which context the handler gets: a team's, a user's, or nobody's. */
export type RouteSpec<
  Path extends string,
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
> = Answers<Path, P, Q, B, R> &
  (
    | { permission: Permission; handle: Handle<Ctx, P, Q, B, R> }
    | { permission: 'user'; handle: Handle<UserCtx, P, Q, B, R> }
    | { permission: 'public'; handle: Handle<SystemCtx, P, Q, B, R> }
  );

/** A declaration once its types have done their work. `handle` is a method so that every context fits it. */
interface AnySpec extends Answers<string, z.ZodType, z.ZodType, z.ZodType, z.ZodType> {
  permission: Access;
  handle(ctx: SystemCtx, input: Input<unknown, unknown, unknown>): Promise<unknown>;
}

/** The reply of a 204. */
export const NoReply = z.void();

/**
 * Declares one endpoint. From the declaration come validation, types, the OpenAPI document and the table tests walk.
 * Order: caller, permission, params, query, body, then `handle`. Fields the reply does not name are dropped, and a reply
 * that does not fit is a 500 in production as in tests: what does not fit cannot be shown to leak nothing.
 */
export function route<
  const Path extends string,
  R extends z.ZodType,
  P extends z.ZodType = z.ZodType<PathParams<Path>>,
  Q extends z.ZodType = Nothing,
  B extends z.ZodType = Nothing,
>(spec: RouteSpec<Path, P, Q, B, R>): Route;
export function route(spec: AnySpec): Route {
  const declared: Omit<Route, 'serve'> = {
    ...declare(spec),
    method: spec.method,
    path: spec.path,
    permission: spec.permission,
    status: spec.status,
    body: spec.method === 'get' ? null : (spec.body ?? nothing),
    reply: spec.reply,
    events: null,
    hasLocation: spec.location !== undefined,
  };
  return { ...declared, serve: (edge, req, res) => serve(spec, declared, edge, req, res) };
}

/** What routes and streams declare alike, with its defaults. */
export function declare(spec: Declared<z.ZodType, z.ZodType>) {
  const { summary, tag, description, when } = spec;
  return {
    summary,
    tag,
    ...(description === undefined ? {} : { description }),
    ...(when === undefined ? {} : { when }),
    params: spec.params ?? null,
    query: spec.query ?? nothing,
  };
}

async function serve(
  spec: AnySpec,
  declared: Omit<Route, 'serve'>,
  edge: Edge,
  req: Request,
  res: Response,
): Promise<void> {
  const entry = await enter(edge, req, res, spec.permission);
  const params = parseParams(declared, req);
  const query = parseInput(declared.query, req.query, 'query');
  const body = declared.body && parseInput(declared.body, await readBody(req, res), 'body');
  const answer = await perhapsOnce(req, entry, body, async (idempotencyKey) => {
    const written: string[] = [];
    const cookies = createCookies(req, written);
    const reply = spec.reply.parse(await spec.handle(entry.ctx, { params, query, body, idempotencyKey, cookies }));
    return jsonAnswer(spec.status, reply, {
      ...(spec.location ? { Location: spec.location(reply) } : {}),
      ...(written.length > 0 ? { 'Set-Cookie': written } : {}),
    });
  });
  send(res, answer, edge.draining);
}

/** The params of a path: ids unless the declaration says otherwise. Throws `request.not_found`. */
export function parseParams(declared: Pick<Route, 'params'>, req: Request): unknown {
  const given = Object.entries(req.params).map(([name, value]) => [name, String(value)] as const);
  if (!declared.params) return Object.fromEntries(given.map(([name, value]) => [name, idOrNobody(value)]));
  const parsed = declared.params.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  throw new AppError('request.not_found', 'There is nothing at this address.');
}
