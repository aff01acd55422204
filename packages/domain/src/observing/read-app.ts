import type { AppLogLine, ContainerState } from '@oatfin/contracts';
import { getApp, openContainers } from '../apps';
import type { Ctx } from '../context';
import { createMask } from '../deployments';
import { getRevision } from '../revisions';

/** The containers of an app as they are now, with cpu and memory. Throws `app.not_found`, `target.unavailable`. */
export async function readAppState(ctx: Ctx, id: string): Promise<ContainerState[]> {
  const app = await getApp(ctx, id);
  return ctx.providers.target(app.target.kind).observe({ team: ctx.team, app: id }, { stats: true });
}

export interface LogOptions {
  tail: number;
  follow: boolean;
  container?: string | undefined;
  signal: AbortSignal;
}

/** What the app's running containers write, secrets masked. Throws `app.not_found` before the first line. */
export async function readAppLogs(ctx: Ctx, id: string, options: LogOptions): Promise<AsyncIterable<AppLogLine>> {
  const app = await getApp(ctx, id);
  const mask = await maskOf(ctx, id, app.serving?.revision ?? null);
  const { container, ...rest } = options;
  const lines = ctx.providers
    .target(app.target.kind)
    .logs({ team: ctx.team, app: id }, { ...rest, ...(container && { container }) });
  return masked(lines, mask);
}

async function* masked(lines: AsyncIterable<AppLogLine>, mask: (text: string) => string): AsyncGenerator<AppLogLine> {
  for await (const line of lines) yield { ...line, text: mask(line.text) };
}

/** Masks the secrets of what runs, and those of the settings as they are now: they may be about to run. */
async function maskOf(ctx: Ctx, id: string, serving: number | null) {
  const running = serving === null ? [] : (await getRevision(ctx, id, serving)).containers;
  const { containers } = await getApp(ctx, id);
  return createMask(openContainers(ctx, [...running, ...containers]).flatMap(({ secrets }) => Object.values(secrets)));
}
