import type { AppLogLine, ContainerState } from '@oatfin/contracts';
import { fieldError } from '@oatfin/platform/errors';
import { type AppRow, getApp, openContainers, type StoredContainer } from '../apps';
import type { Ctx } from '../context';
import { createMask, type Mask } from '../deployments';
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

/** What stands once among lines that are followed: those before it are the last ones, those after it are new. */
type EndOfTail = null;

/**
 * What the app's running containers write, secrets masked, times to the millisecond. Throws `app.not_found`, and
 * `app.invalid` for a container that the app has not, before the first line.
 */
export async function readAppLogs(
  ctx: Ctx,
  id: string,
  options: LogOptions,
): Promise<AsyncIterable<AppLogLine | EndOfTail>> {
  const app = await getApp(ctx, id);
  const containers = await readContainers(ctx, app);
  const { container, ...rest } = options;
  requireKnown(container, containers);
  const lines = ctx.providers
    .target(app.target.kind)
    .logs({ team: ctx.team, app: id }, { ...rest, ...(container && { container }) });
  return told(lines, maskOf(ctx, containers));
}

/** What runs, and the settings as they are now: those may be about to run. */
async function readContainers(ctx: Ctx, { _id, serving, containers }: AppRow): Promise<StoredContainer[]> {
  const running = serving === null ? [] : (await getRevision(ctx, String(_id), serving.revision)).containers;
  return [...running, ...containers];
}

function requireKnown(container: string | undefined, containers: StoredContainer[]): void {
  const known = [...new Set(containers.map(({ name }) => name))];
  if (!container || known.includes(container)) return;
  const message = `The app has no container "${container}", only ${known.join(', ')}.`;
  throw fieldError('app.invalid', 'container', message);
}

function maskOf(ctx: Ctx, containers: StoredContainer[]): Mask {
  return createMask(openContainers(ctx, containers).flatMap(({ secrets }) => Object.values(secrets)));
}

/** The engine tells nanoseconds. */
async function* told(lines: AsyncIterable<AppLogLine | EndOfTail>, mask: Mask): AsyncGenerator<AppLogLine | EndOfTail> {
  for await (const line of lines) {
    yield line && { ...line, at: new Date(line.at).toISOString(), text: mask(line.text) };
  }
}
