import { stepNames, type Trigger } from '@oatfin/contracts';
import { Types } from 'mongoose';
import type { AppRow } from '../../apps';
import type { ActiveFreezes } from '../../freezes';
import type { DeploymentRow, WaitingForRow } from '../deployment.model';
import { heldReason, waitsForReason } from '../waiting/waiting.reasons';

/** A deployment to be made. */
export interface NewDeployment {
  /** Made by the caller: the unique key of what it stands for, so that a second call makes no second deployment. */
  id: Types.ObjectId;
  team: string;
  app: AppRow;
  trigger: Trigger;
  /** A revision to deploy again; null: the app as it is now. */
  revision: number | null;
  schedule: string | null;
  dueAt: Date | null;
  notAfter: Date | null;
  /** Deployments that must succeed first; they may come into being later. */
  waitsFor: WaitingForRow[];
  skipIfCurrent: boolean;
  createdBy: string | null;
}

/** The row of a deployment as it is born: blocked when it waits for others or for the end of a freeze, else queued. */
export function toRow(input: NewDeployment, freezes: ActiveFreezes, now: Date): DeploymentRow {
  const { id, team, app, trigger, revision, schedule, dueAt, notAfter, waitsFor, skipIfCurrent, createdBy } = input;
  const { target, containers } = app;
  const reason = reasonToWait(input, freezes);
  return {
    ...{ _id: id, app: app._id, appName: app.name, trigger, revision, dueAt, notAfter },
    ...{ waitsFor, skipIfCurrent, createdBy, reason, createdAt: now },
    team: new Types.ObjectId(team),
    schedule: schedule === null ? null : new Types.ObjectId(schedule),
    status: reason ? 'blocked' : 'queued',
    steps: stepNames.map((name) => ({ name, status: 'pending', startedAt: null, endedAt: null, error: null })),
    configuration: revision === null ? { target, containers } : null,
    // Its first event is stored with it.
    lastSeq: 1,
    ...{ failure: null, previous: null, runner: null, outcome: null, cancelRequestedAt: null, canceledBy: null },
    ...{ committedAt: null, freezeOverride: null, startedAt: null, endedAt: null },
  };
}

function reasonToWait({ team, app, trigger, waitsFor }: NewDeployment, freezes: ActiveFreezes) {
  if (waitsFor.length > 0) return waitsForReason(waitsFor);
  const freeze = trigger === 'rollback' ? null : freezes.find(team, app.environment);
  return freeze && heldReason(freeze);
}
