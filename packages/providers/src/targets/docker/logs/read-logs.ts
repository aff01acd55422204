import type { AppRef, ContainerLogLine } from '../..';
import { listContainers, type OwnContainer } from '../containers/list';
import { engineCallUnless, engineError } from '../engine/errors';
import { framesOf, readFrames } from '../engine/frames';
import { endWith } from '../engine/streams';
import type { Scope } from '../scope';
import { createLineReader, type TimedLine } from './log-lines';

const both = { stdout: true, stderr: true, timestamps: true } as const;

/** The containers whose logs are asked for: those that run, of one name when it is given. */
export async function loggingContainers(scope: Scope, ref: AppRef, container?: string): Promise<OwnContainer[]> {
  const all = await listContainers(scope, ref);
  return all.filter(
    (one) => ['running', 'restarting'].includes(one.state) && (container === undefined || one.container === container),
  );
}

export interface Tail {
  lines: ContainerLogLine[];
  /** By container id, when the last line that was read was written. */
  lastAt: Map<string, string>;
}

/** The last `tail` lines of all these containers together, oldest first. */
export async function readTail(scope: Scope, containers: OwnContainer[], tail: number): Promise<Tail> {
  const now = new Date().toISOString();
  const read = await Promise.all(containers.map((container) => readOne(scope, container, tail)));
  const lines = read
    .flat()
    .sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)))
    .slice(-tail || Number.POSITIVE_INFINITY);
  const lastAt = new Map<string, string>();
  containers.forEach(({ id }, n) => {
    const last = read[n]?.at(-1)?.at ?? (tail === 0 ? now : undefined);
    if (last !== undefined) lastAt.set(id, last);
  });
  return { lines, lastAt };
}

async function readOne({ docker }: Scope, container: OwnContainer, tail: number): Promise<ContainerLogLine[]> {
  if (tail <= 0) return [];
  const output = await engineCallUnless([404, 409], `read the log of ${container.name}`, () =>
    docker.getContainer(container.id).logs({ ...both, tail, follow: false }),
  );
  return framesOf(output ?? Buffer.alloc(0))
    .flatMap(createLineReader())
    .map((line) => lineOf(container, line));
}

/** Hands on what a container has written after `since` (null: from its first line); gives the time of the last line. */
export async function readNew(
  { docker }: Scope,
  container: OwnContainer,
  since: string | null,
  give: (line: ContainerLogLine) => void,
): Promise<string | null> {
  const options = { ...both, follow: false, since: since === null ? 0 : unixTime(since) } as const;
  const output = await engineCallUnless([404, 409], `read the log of ${container.name}`, () =>
    docker.getContainer(container.id).logs(options),
  );
  const lines = framesOf(output ?? Buffer.alloc(0)).flatMap(createLineReader());
  // The engine counts `since` itself in.
  const fresh = lines.filter(({ at }) => since === null || at > since);
  for (const line of fresh) give(lineOf(container, line));
  return fresh.reduce<string | null>((last, { at }) => (last === null || at > last ? at : last), since);
}

/**
 * Hands on every line that a container writes after `since` (null: from its first), until it ends or the signal aborts.
 * Gives the time of the last line, to go on from when the container starts again.
 */
export async function followOne(
  { docker }: Scope,
  container: OwnContainer,
  since: string | null,
  signal: AbortSignal,
  give: (line: ContainerLogLine) => void,
): Promise<string | null> {
  const options = { ...both, follow: true, since: since === null ? 0 : unixTime(since) } as const;
  const stream = await engineCallUnless([404, 409], `follow the log of ${container.name}`, () =>
    docker.getContainer(container.id).logs(options),
  );
  if (stream === null) return since;
  endWith(stream, signal);
  let last = since;
  try {
    for await (const line of linesOf(stream)) {
      // The engine counts `since` itself in.
      if (since !== null && line.at <= since) continue;
      last = line.at;
      give(lineOf(container, line));
    }
  } catch (error) {
    if (!signal.aborted) throw engineError(`follow the log of ${container.name}`, error);
  }
  return last;
}

async function* linesOf(stream: NodeJS.ReadableStream): AsyncGenerator<TimedLine> {
  const read = createLineReader();
  for await (const frame of readFrames(stream)) yield* read(frame);
}

/** Seconds with nine decimals, which is how the Engine API takes times exactly. */
function unixTime(at: string): string {
  const nanoseconds = /\.(\d{1,9})Z$/.exec(at)?.[1] ?? '0';
  return `${Math.floor(Date.parse(at) / 1000)}.${nanoseconds.padEnd(9, '0')}`;
}

function lineOf({ container, replica }: OwnContainer, { at, stream, text }: TimedLine): ContainerLogLine {
  return { at, container, replica, stream, text };
}
