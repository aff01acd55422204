import type { CreateScheduleBody, SchedulePreview } from '@oatfin/contracts';
import { nextRuns, parseCron, toWallClock, untilInWords, zoneDataVersion } from '@oatfin/platform/time';
import { getApp, requireDeployable } from '../../apps';
import type { Ctx } from '../../context';
import { notAfterOf } from '../planning/blank-run';
import { planGraph } from '../planning/plan-graph';
import { toPlan } from '../runs/list-runs';
import { firstRun } from '../when/first-run';
import { resolveWhen } from '../when/when';
import { notesOf } from './notes';

const shownTimes = 5;

/** What a schedule would do; nothing is saved, no image is asked for. Throws what createSchedule throws before saving. */
export async function previewSchedule(ctx: Ctx, input: CreateScheduleBody): Promise<SchedulePreview> {
  const app = await getApp(ctx, input.app);
  requireDeployable(ctx, app);
  const now = ctx.now();
  const first = firstRun(input, now);
  const runAt = first.orderAt;
  const members = await planGraph(ctx, app, runAt);
  const next = timesOf(input, runAt, first.cron, now);
  const { offsetMinutes, abbreviation } = toWallClock(runAt, input.timezone);
  return {
    runAt: runAt.toISOString(),
    ...{ offsetMinutes, abbreviation, inWords: untilInWords(runAt.getTime() - now.getTime()) },
    cronWords: first.cron === null ? null : parseCron(first.cron).words,
    next: next.map((time) => time.toISOString()),
    notes: await notesOf(ctx, {
      ...{ when: resolveWhen(input), timezone: input.timezone, members, app },
      ...{ runAt, next, notAfter: notAfterOf(input, runAt) },
    }),
    plan: toPlan(members),
    deploys: app.containers.map(({ name, image }) => ({ container: name, image })),
    zoneData: zoneDataVersion(),
  };
}

function timesOf(input: CreateScheduleBody, runAt: Date, cron: string | null, now: Date): Date[] {
  if (cron === null) return [runAt];
  const count = Math.min(shownTimes, input.maxRuns ?? shownTimes);
  return nextRuns(parseCron(cron), input.timezone, now, count, input.endsAt ? new Date(input.endsAt) : undefined);
}
