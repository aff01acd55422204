import type { DeploymentEvent, LogLine } from '@oatfin/contracts';
import type { Ctx } from '../../context';
import { DeploymentModel } from '../deployment.model';
import { EventModel } from './event.model';

/** An event before it has its number. */
export type NewEvent =
  | { kind: 'log'; data: Omit<LogLine, 'seq'> }
  | Omit<Extract<DeploymentEvent, { kind: 'step' }>, 'seq'>
  | Omit<Extract<DeploymentEvent, { kind: 'status' }>, 'seq'>;

/** The channel that says: this deployment has new events, or was asked to stop. */
export const channelOf = (deployment: string): string => `deployment-${deployment}`;

/** Numbers and stores events in the order given, then wakes whoever follows. */
export async function appendEvents(ctx: Ctx, deployment: string, events: NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  const row = await DeploymentModel.findOneAndUpdate(
    { _id: deployment, team: ctx.team },
    { $inc: { lastSeq: events.length } },
    { returnDocument: 'after', projection: { lastSeq: 1 } },
  ).lean();
  if (!row) return;
  const first = row.lastSeq - events.length + 1;
  await EventModel.insertMany(events.map((event, index) => numbered(ctx, deployment, event, first + index)));
  await ctx.signals.publish(channelOf(deployment));
}

function numbered(ctx: Ctx, deployment: string, event: NewEvent, seq: number) {
  const data = event.kind === 'log' ? { ...event.data, seq } : event.data;
  return { team: ctx.team, deployment, seq, kind: event.kind, data };
}
