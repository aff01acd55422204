import type { DeploymentRow } from '../deployment.model';

/** A queued deployment and why it does not run yet. */
export interface Place {
  row: DeploymentRow;
  reason: 'next' | 'app_busy' | 'team_share';
  explanation: string;
  /** The deployment that holds the app; null when that is not what it waits for. */
  holder: string | null;
}

/** Says of queued deployments, in the order they are admitted in, what each waits for; `busy` apps are held by another. */
export function placesOf(queued: DeploymentRow[], busy: { id: string; deployment: string }[], limit: number): Place[] {
  const holders = new Map(busy.map(({ id, deployment }) => [id, deployment]));
  let taken = busy.length;
  return queued.map((row) => {
    const app = String(row.app);
    const holder = holders.get(app);
    if (holder === String(row._id)) return { row, ...next('It starts as soon as a worker is free.') };
    if (holder !== undefined) return { row, ...appBusy(row, holder) };
    if (taken >= limit) return { row, ...teamShare(limit) };
    taken += 1;
    holders.set(app, String(row._id));
    return { row, ...next('It starts next.') };
  });
}

function next(explanation: string) {
  return { reason: 'next' as const, explanation, holder: null };
}

function appBusy(row: DeploymentRow, holder: string) {
  const isTeardown = holder === String(row.app);
  const what = isTeardown ? `The app ${row.appName} is being torn down.` : 'Another deployment of the app goes first.';
  return { reason: 'app_busy' as const, explanation: what, holder: isTeardown ? null : holder };
}

function teamShare(limit: number) {
  const explanation = `${limit} of ${limit} deployments of the team that may run at a time are running.`;
  return { reason: 'team_share' as const, explanation, holder: null };
}
