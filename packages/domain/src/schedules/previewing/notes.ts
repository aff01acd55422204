import type { SchedulePreview } from '@oatfin/contracts';
import { type Cron, formatWallClock, nextChange, nextRuns, toWallClock, type WallClock } from '@oatfin/platform/time';
import type { AppRow } from '../../apps';
import type { Ctx } from '../../context';
import { findFreeze } from '../../freezes';
import type { PlanMember } from '../planning/plan-graph';
import type { ResolvedWhen } from '../when/when';

type Note = SchedulePreview['notes'][number];

/** What the notes are made from. */
export interface Facts {
  when: ResolvedWhen;
  timezone: string;
  runAt: Date;
  /** The times that are shown. */
  next: Date[];
  /** The end of the grace period. */
  notAfter: Date;
  members: PlanMember[];
  app: AppRow;
}

const dayMs = 24 * 60 * 60_000;
/** A recurring schedule is told of a change of clocks that lies within this time. */
const lookAheadMs = 60 * dayMs;

/** What somebody should know before saving, the most surprising first. */
export async function notesOf(ctx: Ctx, facts: Facts): Promise<Note[]> {
  return [
    ...repeatedNote(facts),
    ...skippedNote(facts),
    ...daylightNote(ctx, facts),
    ...(await freezeNotes(ctx, facts)),
    ...startNotes(facts),
    ...expiryNote(facts),
  ];
}

function repeatedNote({ when, timezone }: Facts): Note[] {
  if (when.kind !== 'once' || !when.other) return [];
  const [chosen, other] = [when.runAt.toISOString(), when.other.toISOString()];
  const message = `This minute happens twice in ${timezone}, because clocks go back: it runs the ${when.fold} time, ${chosen}; the other is ${other}.`;
  return [{ kind: 'repeated', message }];
}

/** A time of a recurring schedule that clocks jump over runs at a minute that its pattern does not name. */
function skippedNote({ when, timezone, next }: Facts): Note[] {
  if (when.kind === 'once') return [];
  const moved = next.map((run) => toWallClock(run, timezone)).find((wall) => !isNamedBy(when.cron, wall));
  if (!moved) return [];
  const message = `Clocks in ${timezone} jump over one of its times: it runs at ${formatWallClock(moved)} instead.`;
  return [{ kind: 'skipped_time', message }];
}

/** Asked in UTC, where no minute is skipped. */
function isNamedBy(cron: Cron, { year, month, day, hour, minute }: WallClock): boolean {
  const [before, at] = [minute - 1, minute].map((count) => new Date(Date.UTC(year, month - 1, day, hour, count)));
  return before !== undefined && nextRuns(cron, 'UTC', before, 1, at).length > 0;
}

function daylightNote(ctx: Ctx, { when, timezone, runAt }: Facts): Note[] {
  const until = when.kind === 'once' ? runAt : new Date(runAt.getTime() + lookAheadMs);
  const change = nextChange(timezone, ctx.now(), until);
  if (!change) return [];
  const forward = change.toOffsetMinutes > change.fromOffsetMinutes;
  const on = formatWallClock(toWallClock(change.at, timezone));
  const which = change.at <= runAt ? 'Before this' : 'Soon';
  const message = `${which} clocks in ${timezone} go ${forward ? 'forward' : 'back'} (to ${on}); it keeps its time on the clock there.`;
  return [{ kind: 'daylight_saving', message }];
}

async function freezeNotes(ctx: Ctx, { members, timezone, notAfter }: Facts): Promise<Note[]> {
  const notes: Note[] = [];
  for (const { app, dueAt } of members) {
    const freeze = await findFreeze(ctx, app.environment, dueAt);
    if (!freeze) continue;
    const end = formatWallClock(toWallClock(freeze.endsAt, timezone));
    const outcome =
      freeze.endsAt > notAfter
        ? 'longer than the grace allows, so this would fail'
        : 'within the grace, so this starts then';
    const message = `The freeze "${freeze.name}" holds ${app.name} then, until ${end} (${timezone}): ${outcome}.`;
    notes.push({ kind: 'freeze', message });
  }
  return notes;
}

function startNotes({ members }: Facts): Note[] {
  return members
    .filter(({ startsAtOnce }) => startsAtOnce)
    .map(({ app }) => ({
      kind: 'starts_at_once' as const,
      message: `${app.name} would have to start before now: it starts at once, and what needs it waits for it.`,
    }));
}

function expiryNote({ app, runAt }: Facts): Note[] {
  if (!app.expiresAt || app.expiresAt > runAt) return [];
  const message = `${app.name} is temporary and ends at ${app.expiresAt.toISOString()}, before this: it would be missed.`;
  return [{ kind: 'app_expires', message }];
}
