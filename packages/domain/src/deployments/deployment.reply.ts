import { type Deployment, type DeploymentStep, type DeploymentSummary, finalStatuses } from '@oatfin/contracts';
import type { DeploymentRow, StepRow } from './deployment.model';

/** A deployment as it goes over the wire. */
export function toDeployment(row: DeploymentRow): Deployment {
  return {
    id: String(row._id),
    app: String(row.app),
    appName: row.appName,
    revision: row.revision,
    previousRevision: row.previous?.revision ?? null,
    trigger: row.trigger,
    status: row.status,
    reason: row.reason,
    failure: row.failure,
    steps: row.steps.map(toStep),
    createdBy: row.createdBy,
    schedule: row.schedule ? String(row.schedule) : null,
    dueAt: row.dueAt?.toISOString() ?? null,
    lateSeconds: lateSecondsOf(row.dueAt, row.createdAt),
    // Rows of earlier releases lack the field.
    waitsFor: (row.waitsFor ?? []).map(({ deployment, app, appName }) => ({
      ...{ deployment: String(deployment), app: String(app), appName },
    })),
    notAfter: row.notAfter?.toISOString() ?? null,
    freezeOverride: row.freezeOverride ? { ...row.freezeOverride, at: row.freezeOverride.at.toISOString() } : null,
    cancelRequestedAt: row.cancelRequestedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}

/** How late something due at `dueAt` came to be; null when it was not due at all, or less than a minute late. */
export function lateSecondsOf(dueAt: Date | null, startedAt: Date | null): number | null {
  const seconds = dueAt && startedAt ? Math.round((startedAt.getTime() - dueAt.getTime()) / 1_000) : 0;
  return seconds >= 60 ? seconds : null;
}

/** A step as it goes over the wire. */
export function toStep(step: StepRow): DeploymentStep {
  const { name, status, startedAt, endedAt, error } = step;
  return { name, status, error, startedAt: startedAt?.toISOString() ?? null, endedAt: endedAt?.toISOString() ?? null };
}

/** What an app keeps of a deployment. */
export function toSummary(row: DeploymentRow): DeploymentSummary {
  const { id, status, trigger, revision, createdAt, startedAt, endedAt } = toDeployment(row);
  return { id, status, trigger, revision, createdAt, startedAt, endedAt };
}

/** Whether a deployment has ended; it then never changes again. */
export function isFinal(row: Pick<DeploymentRow, 'status'>): boolean {
  return (finalStatuses as readonly string[]).includes(row.status);
}
