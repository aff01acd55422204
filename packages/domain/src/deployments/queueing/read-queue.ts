import type { QueueEntry } from '@oatfin/contracts';
import type { z } from 'zod';
import { listBusyApps } from '../../apps';
import type { Ctx } from '../../context';
import { DeploymentModel, type DeploymentRow } from '../deployment.model';
import { toDeployment } from '../deployment.reply';
import { placesOf } from './places.rules';

type Entry = z.infer<typeof QueueEntry>;
type Why = Pick<Entry, 'reason' | 'explanation'> & { holder?: string | null };

/** All of a team that has not ended: what runs, what waits in the order it may start, what is blocked, and why. */
export interface TeamQueue {
  running: Entry[];
  waiting: Entry[];
  blocked: Entry[];
  limit: number;
  /** There is more than is shown. */
  truncated: boolean;
}

const mostShown = 200;

/** The queue of the team, oldest first. At most 200 of each kind. */
export async function readQueue(ctx: Ctx): Promise<TeamQueue> {
  const [running, queued, blocked, busy] = await Promise.all([
    listOldest(ctx, 'running'),
    listOldest(ctx, 'queued'),
    listOldest(ctx, 'blocked'),
    listBusyApps(ctx),
  ]);
  const limit = ctx.limits.teamConcurrency;
  const places = placesOf(queued.slice(0, mostShown), busy, limit);
  return {
    running: running.slice(0, mostShown).map((row) => toEntry(row, null, null)),
    waiting: places.map((place, index) => toEntry(place.row, place, index + 1)),
    blocked: blocked.slice(0, mostShown).map((row) => toEntry(row, whyBlocked(row), null)),
    limit,
    truncated: [running, queued, blocked].some((rows) => rows.length > mostShown),
  };
}

async function listOldest(ctx: Ctx, status: DeploymentRow['status']): Promise<DeploymentRow[]> {
  return DeploymentModel.find({ team: ctx.team, status })
    .sort({ createdAt: 1, _id: 1 })
    .limit(mostShown + 1)
    .lean();
}

function whyBlocked({ reason }: DeploymentRow): Why {
  const isFrozen = reason?.code === 'freeze';
  return { reason: isFrozen ? 'freeze' : 'dependency', explanation: reason?.message ?? 'Waits for its dependencies.' };
}

function toEntry(row: DeploymentRow, why: Why | null, position: number | null): Entry {
  const { reason = null, explanation = null, holder = null } = why ?? {};
  return { deployment: toDeployment(row), reason, explanation, holder, position };
}
