import { z } from 'zod';
import { Id, Message, NextCursor, PageQuery, Timestamp } from './wire';

/** Who did what to which thing, and why. Never changed once written. */
export const AuditEvent = z.object({
  id: Id,
  actor: z.object({ kind: z.enum(['user', 'system']), id: z.string(), name: z.string() }),
  act: z.string().describe('Such as deployment.override_freeze'),
  object: z.object({ kind: z.string(), id: Id }),
  reason: z.string().nullable().describe('What the actor gave as reason'),
  requestId: z.string(),
  at: Timestamp,
});
export type AuditEvent = z.infer<typeof AuditEvent>;

export const ListAuditEventsQuery = PageQuery.strict();
export const AuditEventsReply = z.object({
  auditEvents: z.array(AuditEvent),
  nextCursor: NextCursor,
  message: Message,
});
