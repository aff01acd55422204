import { z } from 'zod';
import { WallClock } from './schedules';
import { DisplayName, Id, Message, NextCursor, PageQuery, Timestamp } from './wire';

const Labels = z
  .array(z.string().min(1).max(32))
  .max(50)
  .default([])
  .describe('Environment labels it holds for; empty: all apps');

const Zone = z.string().min(1).max(64);

export const CreateFreezeBody = z.strictObject({
  name: DisplayName,
  from: WallClock.describe('First minute held'),
  to: WallClock.describe('First minute that is free again'),
  timezone: Zone,
  yearly: z.boolean().default(false).describe('Comes again every year at the same dates'),
  environments: Labels,
});
export type CreateFreezeBody = z.infer<typeof CreateFreezeBody>;

export const UpdateFreezeBody = z.strictObject({
  name: DisplayName.optional(),
  from: WallClock.optional(),
  to: WallClock.optional(),
  timezone: Zone.optional(),
  yearly: z.boolean().optional(),
  environments: Labels.unwrap().optional(),
});
export type UpdateFreezeBody = z.infer<typeof UpdateFreezeBody>;

/** A time in which the team's deployments are held. */
export const Freeze = z.object({
  id: Id,
  name: z.string(),
  from: WallClock,
  to: WallClock,
  timezone: z.string(),
  yearly: z.boolean(),
  environments: z.array(z.string()),
  isActive: z.boolean(),
  startsAt: Timestamp.nullable().describe('Of the present or next time; null when it is over'),
  endsAt: Timestamp.nullable(),
  createdBy: z.string().nullable(),
  createdAt: Timestamp,
});
export type Freeze = z.infer<typeof Freeze>;

export const FreezeReply = z.object({ freeze: Freeze, message: Message });
export const ListFreezesQuery = PageQuery.strict();
export const FreezesReply = z.object({ freezes: z.array(Freeze), nextCursor: NextCursor, message: Message });

/** Lets one blocked deployment through a freeze; kept in the audit trail. */
export const OverrideFreezeBody = z.strictObject({ reason: z.string().trim().min(3).max(500) });
