import { z } from 'zod';
import { DeploymentStatus, Reason } from './deployments';
import { Id, Message, NextCursor, PageQuery, Timestamp } from './wire';

/** A minute as a person sees it on the clock of a time zone. `month` is 1 to 12. */
export const WallClock = z.strictObject({
  year: z.int().min(1_970).max(9_999),
  month: z.int().min(1).max(12),
  day: z.int().min(1).max(31),
  hour: z.int().min(0).max(23),
  minute: z.int().min(0).max(59),
});
export type WallClock = z.infer<typeof WallClock>;

/** Which of the two a minute means that happens twice because clocks go back. */
export const Fold = z.enum(['first', 'second']);

/** An IANA name; whether the zone data knows it is asked where it is resolved, and answered with a 422. */
const Zone = z.string().min(1).max(64).describe('IANA time zone such as America/New_York');

const Cron = z.string().trim().min(1).max(200).describe('Five fields: minute, hour, day of month, month, day of week');

/** What a schedule will deploy. `pinned`: the app as it is now, images by digest. `newest`: as it is when it starts. */
export const DeployChoice = z.enum(['newest', 'pinned']);
export type DeployChoice = z.infer<typeof DeployChoice>;

/**
 * `scheduled`: has a coming run. `paused`: a recurring one that waits for `resume`. `running`: a one-off that has
 * started. The others are ends; a recurring schedule ends `completed` (its last run has started) or `canceled`.
 */
export const ScheduleStatus = z.enum(['scheduled', 'paused', 'running', 'completed', 'failed', 'canceled', 'missed']);
export type ScheduleStatus = z.infer<typeof ScheduleStatus>;

const when = {
  at: WallClock.optional().describe('For a one-off: the minute in `timezone`; give this or `cron`'),
  cron: Cron.optional().describe('For a recurring schedule, in `timezone`; give this or `at`'),
  timezone: Zone,
  fold: Fold.optional().describe('Only for a minute that happens twice; default the first'),
};

const grace = z.int().min(0).max(10_080);

const settings = {
  deploy: DeployChoice.default('newest'),
  notAfterMinutes: grace
    .default(15)
    .describe('Grace: this late it still runs; later it is missed. 0: on time or not at all'),
  skipIfCurrent: z
    .boolean()
    .default(false)
    .describe('Dependencies that already run the wanted revision, healthy, are not deployed again'),
  endsAt: Timestamp.nullable().default(null).describe('A recurring schedule has no run after this'),
  maxRuns: z.int().min(1).max(1_000_000).nullable().default(null).describe('A recurring schedule ends after so many'),
};

export const CreateScheduleBody = z.strictObject({ app: Id, ...when, ...settings });
export type CreateScheduleBody = z.infer<typeof CreateScheduleBody>;

export const UpdateScheduleBody = z.strictObject({
  at: when.at,
  cron: when.cron,
  timezone: Zone.optional(),
  fold: when.fold,
  deploy: DeployChoice.optional(),
  notAfterMinutes: grace.optional(),
  skipIfCurrent: z.boolean().optional(),
  endsAt: Timestamp.nullish(),
  maxRuns: z.int().min(1).max(1_000_000).nullish(),
});
export type UpdateScheduleBody = z.infer<typeof UpdateScheduleBody>;

/** One deployment of a plan: an app and when it is to start. */
export const PlanEntry = z.object({
  app: Id,
  appName: z.string(),
  runAt: Timestamp,
  startsAtOnce: z.boolean().describe('Its lead time is already past: it starts now, and what needs it waits'),
  waitsFor: z.array(Id).describe('Apps of this plan that must succeed first'),
});
export type PlanEntry = z.infer<typeof PlanEntry>;

/** `due`: its time has not come. The others say how that due moment ended: a started one has a deployment. */
export const RunStatus = z.enum(['due', 'started', 'missed', 'skipped']);

/** One due moment of an app: coming, or how it went. Its deployment has the same id. */
export const PlannedRun = z.object({
  id: Id,
  app: Id,
  appName: z.string(),
  kind: z.enum(['schedule', 'dependency']),
  schedule: Id.nullable().describe('null for a dependency, which may belong to several'),
  neededBy: z.array(Id).describe('For a dependency: the runs that wait for it'),
  waitsFor: z.array(Id).describe('The runs that must succeed first'),
  isRecurring: z.boolean().describe('One of many of its schedule: it cannot be moved alone'),
  runAt: Timestamp,
  status: RunStatus,
  startedAt: Timestamp.nullable(),
  lateSeconds: z.number().nullable().describe('How late it started; null when it started within a minute of its time'),
  reason: Reason.nullable().describe('Why it was missed or skipped'),
  deployment: z.object({ id: Id, status: DeploymentStatus }).nullable(),
});
export type PlannedRun = z.infer<typeof PlannedRun>;

export const Schedule = z.object({
  id: Id,
  app: Id,
  appName: z.string(),
  at: WallClock.nullable(),
  cron: z.string().nullable(),
  cronWords: z.string().nullable().describe('The cron expression said back'),
  timezone: z.string(),
  fold: Fold.nullable(),
  runAt: Timestamp.nullable().describe('Of a one-off: its instant'),
  nextRunAt: Timestamp.nullable().describe('When it runs next; null when it will not'),
  zoneData: z.string().describe('Version of the time-zone data that resolved it'),
  status: ScheduleStatus,
  reason: Reason.nullable().describe('Why it failed or was missed'),
  deploy: DeployChoice,
  revision: z.int().nullable().describe('The pinned revision'),
  notAfterMinutes: z.int(),
  skipIfCurrent: z.boolean(),
  endsAt: Timestamp.nullable(),
  maxRuns: z.int().nullable(),
  runs: z.int().describe('How many times it has started'),
  deployment: Id.nullable().describe('The last deployment it started'),
  plan: z.array(PlanEntry).describe('What starts when, dependencies first; empty when nothing is coming'),
  createdBy: z.string().nullable(),
  createdAt: Timestamp,
});
export type Schedule = z.infer<typeof Schedule>;

export const ScheduleReply = z.object({ schedule: Schedule, message: Message });
export type ScheduleReply = z.infer<typeof ScheduleReply>;

/** Something to know before saving. */
export const ScheduleNote = z.object({
  kind: z.enum(['repeated', 'daylight_saving', 'skipped_time', 'starts_at_once', 'freeze', 'app_expires']),
  message: z.string(),
});

/** What a schedule would do; nothing is saved. */
export const SchedulePreview = z.object({
  runAt: Timestamp.nullable().describe('The (next) instant; null when a recurring one has none left'),
  offsetMinutes: z.int().nullable().describe('Of the zone at that instant, east of UTC'),
  abbreviation: z.string().nullable().describe('Such as EST'),
  inWords: z.string().describe('"in 3 days 4 hours"'),
  cronWords: z.string().nullable(),
  next: z.array(Timestamp).describe('The next five times of a recurring schedule; the one time of a one-off'),
  notes: z.array(ScheduleNote),
  plan: z.array(PlanEntry),
  deploys: z.array(z.object({ container: z.string(), image: z.string() })).describe('The app as it is now'),
  zoneData: z.string(),
});
export type SchedulePreview = z.infer<typeof SchedulePreview>;
export const SchedulePreviewReply = z.object({ preview: SchedulePreview, message: Message });

export const ListSchedulesQuery = PageQuery.extend({
  app: Id.optional(),
  status: ScheduleStatus.optional().describe('Only these; overrides `view`'),
  view: z
    .enum(['coming', 'ended', 'all'])
    .default('coming')
    .describe('coming: scheduled, paused and running ones. ended: the history'),
  sort: z
    .enum(['runAt', '-runAt', 'createdAt', '-createdAt'])
    .default('runAt')
    .describe('runAt: the next run, or the last'),
}).strict();
export type ListSchedulesQuery = z.infer<typeof ListSchedulesQuery>;
export const SchedulesReply = z.object({ schedules: z.array(Schedule), nextCursor: NextCursor, message: Message });

/** Runs of the team whose time lies in `from` to `to` (both included): past, coming and, for recurring ones, foreseen. */
export const ListRunsQuery = z.strictObject({
  from: Timestamp,
  to: Timestamp,
  app: Id.optional(),
  schedule: Id.optional(),
});
export type ListRunsQuery = z.infer<typeof ListRunsQuery>;

/** A run of a recurring schedule beyond its next one: foreseen, not planned yet. */
export const ForeseenRun = z.object({ app: Id, appName: z.string(), schedule: Id, runAt: Timestamp });
export const RunsReply = z.object({
  runs: z.array(PlannedRun),
  foreseen: z.array(ForeseenRun),
  truncated: z.boolean().describe('There are more; ask for a shorter time'),
  message: Message,
});

/** History of one schedule, newest first. */
export const ScheduleRunsReply = z.object({ runs: z.array(PlannedRun), nextCursor: NextCursor, message: Message });

/** The team's apps and who needs whom. */
export const DependencyGraph = z.object({
  apps: z.array(z.object({ id: Id, name: z.string(), environment: z.string(), status: z.string() })),
  edges: z.array(z.object({ app: Id, dependsOn: Id, leadMinutes: z.int() })),
});
export const DependencyGraphReply = z.object({ graph: DependencyGraph, message: Message });
