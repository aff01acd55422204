import { z } from 'zod';
import { Container, ContainerInput } from './containers';
import { DisplayName, Id, Message, NextCursor, PageQuery, Timestamp } from './wire';

/** Where an app runs. `cloudAccount: null` is the Docker Engine Oatfin itself was given. */
export const Target = z.strictObject({
  kind: z.enum(['docker', 'ecs', 'droplet']),
  cloudAccount: Id.nullable().default(null),
});
export type Target = z.infer<typeof Target>;

/** "This app depends on `app`": `app` is deployed first, `leadMinutes` ahead when scheduled. */
export const Dependency = z.strictObject({
  app: Id,
  leadMinutes: z.int().min(0).max(1_440).default(15),
  onFailure: z.literal('block').optional().describe('When it fails, what depends on it does not start'),
});
export type Dependency = z.infer<typeof Dependency>;

const Environment = z
  .string()
  .trim()
  .regex(/^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$/, 'must be 1 to 32 lower-case letters, digits or -');

const lifetime = {
  expiresAt: Timestamp.nullish().describe('A temporary app is torn down at this time; null: it stays'),
  ttlHours: z.number().positive().max(8_760).optional().describe('The same, as hours from now'),
};

const shape = {
  name: DisplayName,
  environment: Environment.default('production'),
  target: Target.default({ kind: 'docker', cloudAccount: null }),
  containers: z.array(ContainerInput).min(1, 'needs at least one container').max(20),
  dependsOn: z.array(Dependency).max(50).default([]),
  ...lifetime,
};

export const CreateAppBody = z.strictObject(shape);
export type CreateAppBody = z.infer<typeof CreateAppBody>;

const changes = {
  name: DisplayName.optional(),
  environment: Environment.optional(),
  target: Target.optional(),
  containers: shape.containers.optional().describe('The whole list; secrets of a container kept by name are kept'),
  dependsOn: z.array(Dependency).max(50).optional(),
  ...lifetime,
};

export const UpdateAppBody = z.strictObject(changes);
export type UpdateAppBody = z.infer<typeof UpdateAppBody>;

/** Body of `POST /v1/apps?source=ID`: every field overrides the copy's. */
export const CloneAppBody = z.strictObject({
  ...changes,
  withDependencies: z.boolean().default(false).describe('Copies the whole dependency graph and rewires the copies'),
});
export type CloneAppBody = z.infer<typeof CloneAppBody>;

export const AppStatus = z.enum(['never_deployed', 'deploying', 'running', 'degraded', 'stopped', 'deleting']);
export type AppStatus = z.infer<typeof AppStatus>;

/** A deployment of an app, in short. */
export const DeploymentSummary = z.object({
  id: Id,
  status: z.string(),
  trigger: z.string(),
  revision: z.int().nullable(),
  createdAt: Timestamp,
  startedAt: Timestamp.nullable(),
  endedAt: Timestamp.nullable(),
});
export type DeploymentSummary = z.infer<typeof DeploymentSummary>;

export const App = z.object({
  id: Id,
  name: z.string(),
  environment: z.string(),
  target: Target,
  containers: z.array(Container),
  dependsOn: z.array(Dependency),
  clonedFrom: Id.nullable(),
  status: AppStatus,
  address: z.string().nullable().describe('Where the public container answers; null when no container is public'),
  currentRevision: z.int().nullable().describe('The revision that serves now'),
  lastDeployment: DeploymentSummary.nullable(),
  recentDeployments: z.array(DeploymentSummary).describe('The last five, the newest first'),
  expiresAt: Timestamp.nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type App = z.infer<typeof App>;

export const AppReply = z.object({ app: App, message: Message });
export type AppReply = z.infer<typeof AppReply>;

/** What a clone took over, part by part. */
export const ManifestEntry = z.object({
  part: z.string(),
  action: z.enum(['copied', 'rewritten', 'left_out']),
  reason: z.string(),
});
export type ManifestEntry = z.infer<typeof ManifestEntry>;

/** Answer of `POST /v1/apps`: `manifest` and `dependencies` only when it cloned. */
export const CreateAppReply = AppReply.extend({
  manifest: z.array(ManifestEntry).optional(),
  dependencies: z.array(App).optional().describe('The copies made of dependencies, with withDependencies'),
});
export type CreateAppReply = z.infer<typeof CreateAppReply>;

export const ListAppsQuery = PageQuery.extend({
  search: z.string().trim().max(64).optional().describe('Part of the name, any case'),
  status: AppStatus.optional(),
  environment: z.string().max(32).optional(),
  sort: z.enum(['name', '-name', 'createdAt', '-createdAt', 'updatedAt', '-updatedAt']).default('-createdAt'),
}).strict();
export type ListAppsQuery = z.infer<typeof ListAppsQuery>;

export const AppsReply = z.object({ apps: z.array(App), nextCursor: NextCursor, message: Message });
export type AppsReply = z.infer<typeof AppsReply>;

/** A container of a revision: every image pinned to the digest it resolved to. */
export const RevisionContainer = Container.extend({ digest: z.string().describe('sha256:…') });

export const Revision = z.object({
  app: Id,
  number: z.int(),
  target: Target,
  containers: z.array(RevisionContainer),
  createdAt: Timestamp,
  createdBy: z.string().nullable().describe('Name of the user whose deployment made it'),
});
export type Revision = z.infer<typeof Revision>;

export const RevisionsReply = z.object({ revisions: z.array(Revision), nextCursor: NextCursor, message: Message });
export const RevisionReply = z.object({ revision: Revision, message: Message });

/** One running (or dead) container of an app, as the target sees it now. */
export const ContainerState = z.object({
  container: z.string(),
  replica: z.int(),
  revision: z.int(),
  digest: z.string(),
  state: z.enum(['created', 'running', 'restarting', 'exited', 'unknown']),
  health: z.enum(['healthy', 'unhealthy', 'starting', 'none']),
  restarts: z.int(),
  exitCode: z.int().nullable(),
  startedAt: Timestamp.nullable(),
  cpuPercent: z
    .number()
    .nullable()
    .describe('Of one core, since it was last asked for; null at the first look: ask again a second later'),
  memoryBytes: z.number().nullable().describe('null until it is measured, a second after the first look at most'),
  memoryLimitBytes: z.number().nullable(),
});
export type ContainerState = z.infer<typeof ContainerState>;

export const AppStateReply = z.object({ containers: z.array(ContainerState), message: Message });

export const AppLogsQuery = z.strictObject({
  tail: z.coerce.number().int().min(0).max(5_000).default(200).describe('Lines from the end'),
  follow: z.stringbool().default(false).describe('true: an SSE stream of `log` events that stays open'),
  container: z.string().max(40).optional(),
});

/** A line that a running container wrote; secrets of the app are masked. */
export const AppLogLine = z.object({
  at: Timestamp,
  container: z.string(),
  replica: z.int(),
  stream: z.enum(['stdout', 'stderr']),
  text: z.string(),
});
export type AppLogLine = z.infer<typeof AppLogLine>;
export const AppLogsReply = z.object({ lines: z.array(AppLogLine), message: Message });
