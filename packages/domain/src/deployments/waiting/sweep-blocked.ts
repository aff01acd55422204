import { type DeploymentStatus, finalStatuses } from '@oatfin/contracts';
import { listAppsOfAllTeams } from '../../apps';
import { actForTeam, type SystemCtx } from '../../context';
import { type ActiveFreeze, activeFreezes } from '../../freezes';
import { DeploymentModel, type DeploymentRow } from '../deployment.model';
import { reviewBlocked } from './review-blocked';
import { heldReason } from './waiting.reasons';

type Blocked = Pick<DeploymentRow, '_id' | 'team' | 'app' | 'waitsFor' | 'notAfter' | 'reason'>;

/**
 * Lets blocked deployments of every team go on: those that may wait no longer, whose freeze is over, and whose
 * dependencies ended unheard because a worker died. A handful of queries while nothing changes; safe to run at any time.
 */
export async function sweepBlocked(system: SystemCtx): Promise<void> {
  const rows = await listBlocked();
  if (rows.length === 0) return;
  const [ended, holding] = await Promise.all([readEnded(rows), readHeld(system, rows)]);
  const now = system.now();
  for (const row of rows) {
    const isLate = row.notAfter !== null && row.notAfter < now;
    const isWaiting = row.reason?.code === 'freeze' ? isHeldAsSaid(row, holding(row)) : isUndecided(row, ended);
    if (isLate || !isWaiting) await reviewBlocked(actForTeam(system, String(row.team)), String(row._id));
  }
}

async function listBlocked(): Promise<Blocked[]> {
  return DeploymentModel.find({ status: 'blocked' }, { team: 1, app: 1, waitsFor: 1, notAfter: 1, reason: 1 })
    .setOptions({ acrossTeams: true })
    .lean();
}

/** A freeze made since may hold it longer: that is for the review to say. */
function isHeldAsSaid({ reason }: Blocked, freeze: ActiveFreeze | null): boolean {
  return freeze !== null && heldReason(freeze).message === reason?.message;
}

/** None of its dependencies failed, and one has not ended. */
function isUndecided(row: Blocked, ended: Map<string, DeploymentStatus>): boolean {
  const statuses = row.waitsFor.map(({ deployment }) => ended.get(String(deployment)));
  return statuses.includes(undefined) && statuses.every((status) => status === undefined || status === 'succeeded');
}

async function readEnded(rows: Blocked[]): Promise<Map<string, DeploymentStatus>> {
  const ids = rows.flatMap(({ waitsFor }) => waitsFor.map(({ deployment }) => deployment));
  const found = await DeploymentModel.find({ _id: { $in: ids }, status: { $in: [...finalStatuses] } }, { status: 1 })
    .setOptions({ acrossTeams: true })
    .lean();
  return new Map(found.map(({ _id, status }) => [String(_id), status]));
}

async function readHeld(system: SystemCtx, rows: Blocked[]): Promise<(row: Blocked) => ActiveFreeze | null> {
  const held = rows.filter(({ reason }) => reason?.code === 'freeze');
  if (held.length === 0) return () => null;
  const apps = await listAppsOfAllTeams(
    system,
    held.map(({ app }) => app),
  );
  const environments = new Map(apps.map(({ _id, environment }) => [String(_id), environment]));
  const freezes = await activeFreezes(
    system,
    held.map(({ team }) => String(team)),
    system.now(),
  );
  return ({ team, app }) => freezes.find(String(team), environments.get(String(app)) ?? '');
}
