import { formatWallClock, toWallClock } from '@oatfin/platform/time';
import type { Ctx, SystemCtx } from '../context';
import { type FreezeRow, Freezes } from './freeze.model';
import { occurrenceAt } from './freeze-time.rules';

/** A freeze that holds. */
export interface ActiveFreeze {
  id: string;
  name: string;
  endsAt: Date;
  timezone: string;
}

/** The freezes of some teams that hold at one instant. */
export interface ActiveFreezes {
  /** The one that holds an environment longest; null when none does. */
  find(team: string, environment: string): ActiveFreeze | null;
  /** Whether the team has any that holds. */
  hasAny(team: string): boolean;
}

/** Clocks of two zones are never further apart: what was over so long before is over in every zone. */
const slackMs = 2 * 24 * 3_600_000;

/** The freeze that holds this environment of the team at that instant, the one that ends last; null when none does. */
export async function findFreeze(ctx: Ctx, environment: string, at: Date): Promise<ActiveFreeze | null> {
  return (await activeFreezes(ctx, [ctx.team], at)).find(ctx.team, environment);
}

/** Looks up the freezes of many teams with one query. */
export async function activeFreezes(_ctx: SystemCtx, teams: string[], at: Date): Promise<ActiveFreezes> {
  const rows = await Freezes.find({
    team: { $in: [...new Set(teams)] },
    $or: [{ overAt: null }, { overAt: { $gt: new Date(at.getTime() - slackMs) } }],
  }).lean();
  const active = rows
    .flatMap((row) => activeAt(row, at))
    .sort((a, b) => b.freeze.endsAt.getTime() - a.freeze.endsAt.getTime());
  return {
    find: (team, environment) =>
      active.find((one) => one.team === team && holds(one.environments, environment))?.freeze ?? null,
    hasAny: (team) => active.some((one) => one.team === team),
  };
}

/** For people: which freeze holds, and how long. */
export function sayHeld({ name, endsAt, timezone }: ActiveFreeze): string {
  return `Held by the freeze “${name}” until ${formatWallClock(toWallClock(endsAt, timezone))} (${timezone}).`;
}

function activeAt(row: FreezeRow, at: Date) {
  const occurrence = occurrenceAt(row, at);
  if (!occurrence || occurrence.startsAt > at) return [];
  const freeze = { id: String(row._id), name: row.name, endsAt: occurrence.endsAt, timezone: row.timezone };
  return [{ team: String(row.team), environments: row.environments, freeze }];
}

function holds(environments: string[], environment: string): boolean {
  return environments.length === 0 || environments.includes(environment);
}
