import type { App, AppStatus, DeploymentSummary } from '@oatfin/contracts';
import type { Ctx } from '../context';
import type { AppRow, LastDeployment } from './app.model';
import { toContainer } from './containers/stored-container';

/** An app as it goes over the wire: no secret values. */
export function toApp(ctx: Ctx, row: AppRow): App {
  return {
    id: String(row._id),
    name: row.name,
    environment: row.environment,
    target: row.target,
    containers: row.containers.map(toContainer),
    dependsOn: row.dependsOn.map(({ app, leadMinutes }) => ({
      ...{ app: String(app), leadMinutes, onFailure: 'block' as const },
    })),
    clonedFrom: row.clonedFrom && String(row.clonedFrom),
    status: statusOf(row),
    address: addressOf(ctx, row),
    currentRevision: row.serving?.revision ?? null,
    lastDeployment: row.lastDeployment && toSummary(row.lastDeployment),
    recentDeployments: (row.recentDeployments ?? []).map(toSummary),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

function toSummary(kept: LastDeployment): DeploymentSummary {
  return { ...kept, startedAt: kept.startedAt ?? null };
}

/** Where the public container answers; null when no container is public. */
export function addressOf(ctx: Ctx, row: Pick<AppRow, 'host' | 'containers'>): string | null {
  const isPublic = row.containers.some(({ publicPort }) => publicPort !== null);
  return isPublic ? `http://${row.host}.localhost:${ctx.edgePort}` : null;
}

/** The status of an app, derived; `statusFilter` says the same to MongoDB. */
export function statusOf(
  row: Pick<AppRow, 'deletingAt' | 'activeDeployment' | 'stoppedAt' | 'serving' | 'health'>,
): AppStatus {
  if (row.deletingAt) return 'deleting';
  if (row.activeDeployment) return 'deploying';
  if (row.stoppedAt) return 'stopped';
  if (!row.serving) return 'never_deployed';
  return row.health === 'degraded' ? 'degraded' : 'running';
}

const idle = { deletingAt: null, activeDeployment: null };
const serving = { ...idle, stoppedAt: null, 'serving.release': { $gt: '' } };

/** The rows of a status, as one MongoDB filter each. */
export const statusFilter = {
  deleting: { deletingAt: { $ne: null } },
  deploying: { deletingAt: null, activeDeployment: { $ne: null } },
  stopped: { ...idle, stoppedAt: { $ne: null } },
  never_deployed: { ...idle, stoppedAt: null, serving: null },
  degraded: { ...serving, health: 'degraded' },
  running: { ...serving, health: { $ne: 'degraded' } },
} as const satisfies Record<AppStatus, Record<string, unknown>>;
