import { z } from 'zod';
import { Id, Message, NextCursor, PageQuery, Timestamp } from './wire';

export const DeploymentStatus = z.enum([
  'queued',
  'running',
  'blocked',
  'succeeded',
  'failed',
  'canceled',
  'rolled_back',
]);
export type DeploymentStatus = z.infer<typeof DeploymentStatus>;

/** The statuses a deployment ends in, in exactly one of them. */
export const finalStatuses = ['succeeded', 'failed', 'canceled', 'rolled_back'] as const;

export const Trigger = z.enum(['manual', 'schedule', 'dependency', 'rollback', 'clone', 'api']);
export type Trigger = z.infer<typeof Trigger>;

/** The steps of every deployment, in order. */
export const stepNames = [
  'resolve_images',
  'pull_images',
  'start_containers',
  'check_health',
  'shift_traffic',
  'remove_old',
] as const;
export const StepName = z.enum(stepNames);
export type StepName = z.infer<typeof StepName>;

export const StepStatus = z.enum(['pending', 'running', 'succeeded', 'failed', 'skipped', 'undone']);
export type StepStatus = z.infer<typeof StepStatus>;

/** Why something ended as it did: `code` for programs, `message` a sentence for people. */
export const Reason = z.object({ code: z.string(), message: z.string() });
export type Reason = z.infer<typeof Reason>;

export const DeploymentStep = z.object({
  name: StepName,
  status: StepStatus,
  startedAt: Timestamp.nullable(),
  endedAt: Timestamp.nullable(),
  error: Reason.nullable(),
});
export type DeploymentStep = z.infer<typeof DeploymentStep>;

/** What is known of a failure, for the person who has to mend it. */
export const Failure = z.object({
  step: StepName,
  container: z.string().nullable(),
  exitCode: z.int().nullable().describe('Of the dead container; null when it still ran'),
  healthCheck: z.string().nullable().describe('What the health check answered last, in words'),
  logTail: z.array(z.string()).describe('The last 50 lines the container wrote'),
  advice: z.string().describe('What to do next'),
});
export type Failure = z.infer<typeof Failure>;

/** A deployment of a dependency that must succeed first. It may not exist yet: then its own time has not come. */
export const WaitingFor = z.object({ deployment: Id, app: Id, appName: z.string() });

export const Deployment = z.object({
  id: Id,
  app: Id,
  appName: z.string(),
  revision: z.int().nullable().describe('null until its images are resolved'),
  previousRevision: z.int().nullable().describe('What served before it'),
  trigger: Trigger,
  status: DeploymentStatus,
  reason: Reason.nullable(),
  failure: Failure.nullable(),
  steps: z.array(DeploymentStep),
  createdBy: z.string().nullable(),
  schedule: Id.nullable().describe('The schedule that started it'),
  dueAt: Timestamp.nullable().describe('When it was to start; null when nobody scheduled it'),
  lateSeconds: z
    .number()
    .nullable()
    .describe('How late it came to be; null when on time (under a minute) or not scheduled'),
  waitsFor: z.array(WaitingFor).describe('What it waits for while blocked or queued, and waited for'),
  notAfter: Timestamp.nullable().describe('A blocked one does not wait longer than this'),
  freezeOverride: z.object({ by: z.string(), reason: z.string(), at: Timestamp }).nullable(),
  cancelRequestedAt: Timestamp.nullable(),
  createdAt: Timestamp,
  startedAt: Timestamp.nullable(),
  endedAt: Timestamp.nullable(),
});
export type Deployment = z.infer<typeof Deployment>;

export const CreateDeploymentBody = z.strictObject({
  revision: z.int().min(1).optional().describe('An earlier revision to deploy again, with its env and secrets'),
  withDependencies: z
    .boolean()
    .optional()
    .describe('Deploys what it depends on first, in order, without waiting times'),
  skipIfCurrent: z
    .boolean()
    .optional()
    .describe('With dependencies: those that already run the wanted revision, healthy, are not deployed again'),
});
export type CreateDeploymentBody = z.infer<typeof CreateDeploymentBody>;

export const DeploymentReply = z.object({ deployment: Deployment, message: Message });

/** Answer of asking for a deployment: `dependencies` are the deployments that go before it. */
export const CreateDeploymentReply = DeploymentReply.extend({ dependencies: z.array(Deployment).optional() });
export type DeploymentReply = z.infer<typeof DeploymentReply>;

export const ListDeploymentsQuery = PageQuery.extend({
  app: Id.optional(),
  status: DeploymentStatus.optional(),
  trigger: Trigger.optional(),
  sort: z.enum(['createdAt', '-createdAt']).default('-createdAt'),
}).strict();
export type ListDeploymentsQuery = z.infer<typeof ListDeploymentsQuery>;

export const DeploymentsReply = z.object({
  deployments: z.array(Deployment),
  nextCursor: NextCursor,
  message: Message,
});
export type DeploymentsReply = z.infer<typeof DeploymentsReply>;

/** One line of a deployment's log. `seq` grows within a deployment and is the SSE event id. */
export const LogLine = z.object({
  seq: z.int(),
  at: Timestamp,
  step: StepName.nullable(),
  stream: z.enum(['oatfin', 'stdout', 'stderr']).describe('oatfin: what Oatfin says; else what a container wrote'),
  text: z.string(),
});
export type LogLine = z.infer<typeof LogLine>;

export const LogQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1_000).default(500),
  cursor: z.string().max(512).optional(),
});
export const LogReply = z.object({ lines: z.array(LogLine), nextCursor: NextCursor, message: Message });

/**
 * The kinds of event of `GET /v1/deployments/{id}/events` and what they carry. The event's id is its number within the
 * deployment; the stream ends after a final status.
 */
export const DeploymentEvents = {
  step: DeploymentStep,
  log: LogLine,
  status: z.object({ status: DeploymentStatus, reason: Reason.nullable() }),
};

/** One thing a deployment said. */
export type DeploymentEvent = {
  [Kind in keyof typeof DeploymentEvents]: { kind: Kind; seq: number; data: z.infer<(typeof DeploymentEvents)[Kind]> };
}[keyof typeof DeploymentEvents];

/** Why a deployment does not run yet. */
export const QueueReason = z.enum(['next', 'app_busy', 'team_share', 'dependency', 'freeze']);

/** Everything of the team that waits or runs, so that nothing is invisible. */
export const QueueEntry = z.object({
  deployment: Deployment,
  reason: QueueReason.nullable().describe('null while it runs'),
  explanation: z.string().nullable().describe('The reason as a sentence'),
  holder: Id.nullable().describe('For app_busy: the deployment of the app that goes first'),
  position: z.int().nullable().describe('Place among the waiting, from 1; null while it runs or is blocked'),
});
export type QueueEntry = z.infer<typeof QueueEntry>;
export const QueueReply = z.object({
  running: z.array(QueueEntry),
  waiting: z.array(QueueEntry),
  blocked: z.array(QueueEntry),
  limit: z.int().describe('Deployments of the team that may run at a time'),
  truncated: z.boolean(),
  message: Message,
});
