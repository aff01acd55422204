import { recordNewDeployments } from '../../apps';
import { actForTeam, type SystemCtx } from '../../context';
import { activeFreezes } from '../../freezes';
import { DeploymentModel, type DeploymentRow } from '../deployment.model';
import { toSummary } from '../deployment.reply';
import { EventModel, type EventRow } from '../events/event.model';
import { admitDeployments } from '../queueing/admit-deployments';
import { reviewAll } from '../waiting/review-blocked';
import { insertMissing } from './insert-missing';
import { type NewDeployment, toRow } from './new-deployment';

/** So many teams are looked after at a time. */
const teamsAtOnce = 16;

/**
 * Makes deployments of any number of teams with a handful of round trips; each starts when it may. A deployment that is
 * there already stays as it is, so a second call is harmless, and mends what the first left half-done. What waits for
 * others is blocked until they have succeeded, what lies in a freeze (rollbacks never do) until its end. Gives the rows
 * as they were made.
 */
export async function createDeployments(system: SystemCtx, inputs: NewDeployment[]): Promise<DeploymentRow[]> {
  if (inputs.length === 0) return [];
  const now = system.now();
  const teams = [...new Set(inputs.map(({ team }) => team))];
  const freezes = await activeFreezes(system, teams, now);
  const rows = inputs.map((input) => toRow(input, freezes, now));
  // First, so that whoever sees a deployment finds its first event.
  await insertMissing(EventModel, rows.map(firstEvent));
  const made = await insertMissing(DeploymentModel, rows);
  await recordNewDeployments(system, lastOfEachApp(made).map(toMade));
  await forEachTeam(teams, (team) => admitDeployments(actForTeam(system, team), freezes));
  await reviewAll(
    system,
    rows.filter(({ waitsFor }) => waitsFor.length > 0),
  );
  return rows;
}

function firstEvent({ _id, team, status, reason }: DeploymentRow): EventRow {
  return { team, deployment: _id, seq: 1, kind: 'status', data: { status, reason } };
}

function lastOfEachApp(rows: DeploymentRow[]): DeploymentRow[] {
  return [...new Map(rows.map((row) => [String(row.app), row])).values()];
}

function toMade(row: DeploymentRow) {
  return { team: String(row.team), app: String(row.app), lastDeployment: toSummary(row) };
}

async function forEachTeam(teams: string[], act: (team: string) => Promise<void>): Promise<void> {
  for (let index = 0; index < teams.length; index += teamsAtOnce) {
    await Promise.all(teams.slice(index, index + teamsAtOnce).map(act));
  }
}
