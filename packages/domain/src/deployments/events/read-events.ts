import { type DeploymentEvent, finalStatuses, type LogLine } from '@oatfin/contracts';
import type { Ctx } from '../../context';
import { channelOf } from './append-events';
import { EventModel } from './event.model';

const batchSize = 500;
/** A lost wake-up costs at most this long. */
const lookAgainMs = 1_000;

/**
 * What a deployment said after event `afterSeq`, and then what it says, until its final status.
 * Ends early when the signal aborts, and at once when that status was event `afterSeq` or an earlier one.
 */
export async function* followEvents(
  ctx: Ctx,
  deployment: string,
  afterSeq: number,
  signal: AbortSignal,
): AsyncGenerator<DeploymentEvent> {
  if (await hasToldItsEnd(ctx, deployment, afterSeq)) return;
  const bell = createBell(signal);
  const unsubscribe = ctx.signals.subscribe(channelOf(deployment), bell.ring);
  try {
    let seen = afterSeq;
    while (!signal.aborted) {
      const events = await listEvents(ctx, deployment, seen);
      for (const event of events) {
        yield event;
        seen = event.seq;
        if (isEnd(event)) return;
      }
      if (events.length < batchSize) await bell.wait(lookAgainMs);
    }
  } finally {
    unsubscribe();
  }
}

/** Log lines after `afterSeq`, oldest first. */
export async function listLogLines(ctx: Ctx, deployment: string, afterSeq: number, limit: number): Promise<LogLine[]> {
  const rows = await EventModel.find({ team: ctx.team, deployment, kind: 'log', seq: { $gt: afterSeq } })
    .sort({ seq: 1 })
    .limit(limit)
    .lean();
  return rows.map((row) => row.data as LogLine);
}

/** Whether a deployment has told that it reached this status. */
export async function hasStatusEvent(ctx: Ctx, deployment: string, status: string): Promise<boolean> {
  return (await EventModel.exists({ team: ctx.team, deployment, kind: 'status', 'data.status': status })) !== null;
}

/** Removes all that the deployments said. */
export async function removeEvents(ctx: Ctx, deployments: string[]): Promise<void> {
  await EventModel.deleteMany({ team: ctx.team, deployment: { $in: deployments } });
}

async function listEvents(ctx: Ctx, deployment: string, afterSeq: number): Promise<DeploymentEvent[]> {
  const rows = await EventModel.find({ team: ctx.team, deployment, seq: { $gt: afterSeq } })
    .sort({ seq: 1 })
    .limit(batchSize)
    .lean();
  return rows.map(({ kind, seq, data }) => ({ kind, seq, data }) as DeploymentEvent);
}

/** A client that comes back after the end, as browsers do by themselves, has nothing left to wait for. */
async function hasToldItsEnd(ctx: Ctx, deployment: string, untilSeq: number): Promise<boolean> {
  if (untilSeq === 0) return false;
  const end = { 'data.status': { $in: [...finalStatuses] }, seq: { $lte: untilSeq } };
  return (await EventModel.exists({ team: ctx.team, deployment, kind: 'status', ...end })) !== null;
}

function isEnd(event: DeploymentEvent): boolean {
  return event.kind === 'status' && (finalStatuses as readonly string[]).includes(event.data.status);
}

/** Rung by a signal; waits until rung, until the time is over or until aborted. A ring while nobody waits is kept. */
function createBell(signal: AbortSignal) {
  let rung = false;
  let wake: () => void = () => {};
  const ring = () => {
    rung = true;
    wake();
  };
  signal.addEventListener('abort', ring, { once: true });
  const wait = async (timeoutMs: number) => {
    if (!rung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, timeoutMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    rung = false;
  };
  return { ring, wait };
}
