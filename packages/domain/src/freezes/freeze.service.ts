import type { CreateFreezeBody, Freeze, PageQuery, UpdateFreezeBody } from '@oatfin/contracts';
import { AppError } from '@oatfin/platform/errors';
import { paginate } from '@oatfin/platform/paging';
import { Types } from 'mongoose';
import type { Ctx } from '../context';
import { type FreezeRow, Freezes } from './freeze.model';
import { toFreeze } from './freeze.reply';
import { requirePossible } from './freeze.rules';
import { firstOf } from './freeze-time.rules';

/** Stores a freeze. What runs goes on; from its start on nothing of the team starts. Throws `freeze.invalid`. */
export async function createFreeze(ctx: Ctx, input: CreateFreezeBody): Promise<Freeze> {
  requirePossible(input);
  const row: FreezeRow = {
    ...{ _id: new Types.ObjectId(), team: new Types.ObjectId(ctx.team), ...input, overAt: overAtOf(input) },
    ...{ createdBy: ctx.actor.name, createdAt: ctx.now() },
  };
  await Freezes.create(row);
  return toFreeze(row, ctx.now());
}

/** A page of the team's freezes, newest first. Throws `request.cursor_invalid`. */
export async function listFreezes(
  ctx: Ctx,
  query: PageQuery,
): Promise<{ freezes: Freeze[]; nextCursor: string | null }> {
  const page = paginate({ ...query, sort: '-createdAt' }, { createdAt: 'createdAt' });
  const found = await Freezes.find({ team: ctx.team, ...page.filter })
    .sort(page.sort)
    .limit(page.limit)
    .lean();
  const { rows, nextCursor } = page.toPage(found);
  return { freezes: rows.map((row) => toFreeze(row, ctx.now())), nextCursor };
}

/** Throws `freeze.not_found`. */
export async function getFreeze(ctx: Ctx, id: string): Promise<Freeze> {
  return toFreeze(existing(await Freezes.findOne({ _id: id, team: ctx.team }).lean()), ctx.now());
}

/** Changes what is given; what it holds is looked at again by `updateFreeze` of freeze-changes. Throws also `freeze.not_found`. */
export async function changeFreeze(ctx: Ctx, id: string, changes: UpdateFreezeBody): Promise<Freeze> {
  const seen = existing(await Freezes.findOne({ _id: id, team: ctx.team }).lean());
  const { from, to, timezone, yearly } = { ...seen, ...given(changes) };
  requirePossible({ from, to, timezone, yearly });
  const change = { ...given(changes), overAt: overAtOf({ from, to, timezone, yearly }) };
  const row = await Freezes.findOneAndUpdate(
    { _id: id, team: ctx.team },
    { $set: change },
    { returnDocument: 'after' },
  ).lean();
  return toFreeze(existing(row), ctx.now());
}

/** Forgets a freeze; what it held is looked at again by `deleteFreeze` of freeze-changes. Throws `freeze.not_found`. */
export async function forgetFreeze(ctx: Ctx, id: string): Promise<void> {
  existing(await Freezes.findOneAndDelete({ _id: id, team: ctx.team }).lean());
}

/** The fields that are there. */
function given(changes: UpdateFreezeBody): Partial<CreateFreezeBody> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}

function overAtOf(freeze: Pick<FreezeRow, 'from' | 'to' | 'timezone' | 'yearly'>): Date | null {
  return freeze.yearly ? null : firstOf(freeze).endsAt;
}

function existing(row: FreezeRow | null): FreezeRow {
  if (!row) throw new AppError('freeze.not_found', 'The freeze does not exist.');
  return row;
}
