import type { App, Deployment } from '@oatfin/contracts';

/** What a rollback from a deployment's page does, in words; as the API decides it. */
export interface Rollback {
  label: string;
  question: string;
}

/**
 * Of what serves now, the revision before comes back; of anything else, the deployment's own. Null when there is
 * nothing to do: it never went live, or nothing served before it.
 */
export function rollbackOf(
  deployment: Pick<Deployment, 'status' | 'revision' | 'previousRevision'>,
  app: Pick<App, 'status' | 'currentRevision'>,
): Rollback | null {
  const { status, revision, previousRevision } = deployment;
  if (status !== 'succeeded' || revision === null || app.status === 'deleting') return null;
  if (app.currentRevision !== revision) {
    return { label: `Bring back revision ${revision}`, question: `Bring back revision ${revision}?` };
  }
  if (previousRevision === null) return null;
  const isKnown = previousRevision !== revision;
  return {
    label: 'Roll back',
    question: isKnown ? `Go back to revision ${previousRevision}?` : 'Go back to the revision that served before?',
  };
}
