import type { AuditEvent, PageQuery } from '@oatfin/contracts';
import { paginate } from '@oatfin/platform/paging';
import { Types } from 'mongoose';
import type { Ctx } from '../context';
import { AuditEvents, type AuditRow } from './audit.model';

/** What is worth keeping for good: the act, its object, and the reason that was given. */
export type AuditedAct = Pick<AuditRow, 'act' | 'object' | 'reason'>;

/** Adds a line to the team's audit trail, under the context's actor and request. There is no way to change one. */
export async function recordAudit(ctx: Ctx, { act, object, reason }: AuditedAct): Promise<void> {
  const { kind, id, name } = ctx.actor;
  const row: AuditRow = {
    ...{ _id: new Types.ObjectId(), team: new Types.ObjectId(ctx.team), act, object, reason },
    ...{ actor: { kind, id, name }, requestId: ctx.requestId, at: ctx.now() },
  };
  await AuditEvents.create(row);
}

/** The team's audit trail, newest first. Throws `request.cursor_invalid`. */
export async function listAuditEvents(
  ctx: Ctx,
  query: PageQuery,
): Promise<{ auditEvents: AuditEvent[]; nextCursor: string | null }> {
  const page = paginate({ ...query, sort: '-at' }, { at: 'at' });
  const found = await AuditEvents.find({ team: ctx.team, ...page.filter })
    .sort(page.sort)
    .limit(page.limit)
    .lean();
  const { rows, nextCursor } = page.toPage(found);
  return { auditEvents: rows.map(toAuditEvent), nextCursor };
}

function toAuditEvent({ _id, actor, act, object, reason, requestId, at }: AuditRow): AuditEvent {
  return { id: String(_id), actor, act, object, reason, requestId, at: at.toISOString() };
}
