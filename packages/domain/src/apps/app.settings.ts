import type { CreateAppBody, Dependency, Target, UpdateAppBody } from '@oatfin/contracts';
import { Types } from 'mongoose';
import type { Ctx } from '../context';
import type { AppRow } from './app.model';
import { registryFaults } from './containers/registry.rules';
import { storeContainers } from './containers/store-containers';
import { dependencyFaults } from './dependencies/dependency.rules';
import { type Fault, throwFaults } from './faults';
import { nameFaults } from './names/app-name.rules';

/** What a team says of an app: what a change changes and a clone copies. */
export type Settings = Pick<
  AppRow,
  'name' | 'environment' | 'target' | 'containers' | 'dependsOn' | 'expiresAt' | 'expiryWarnedAt'
>;

/** The settings of a stored app, apart from what Oatfin keeps of it. */
export function settingsOf(row: AppRow): Settings {
  const { name, environment, target, containers, dependsOn, expiresAt, expiryWarnedAt } = row;
  return { name, environment, target, containers, dependsOn, expiresAt, expiryWarnedAt };
}

/** Settings before anything was said. */
export const blankSettings: Settings = {
  ...{ name: '', environment: 'production', target: { kind: 'docker', cloudAccount: null } },
  ...{ containers: [], dependsOn: [], expiresAt: null, expiryWarnedAt: null },
};

/**
 * Settings with the changes of a request made, everything given checked. `self` is the app they are of, when it exists.
 * Throws one error with every fault: `app.invalid`, or `app.name_reserved` or `target.unsupported` when all are of that kind.
 */
export async function applyChanges(
  ctx: Ctx,
  before: Settings,
  changes: CreateAppBody | UpdateAppBody,
  self: string | null,
): Promise<Settings> {
  const { containers, faults } = changes.containers
    ? storeContainers(ctx, changes.containers, before.containers)
    : { containers: before.containers, faults: [] };
  throwFaults([
    ...(changes.name === undefined ? [] : nameFaults(changes.name)),
    ...(changes.target ? targetFaults(changes.target) : []),
    ...faults,
    ...(changes.containers ? await registryFaults(ctx, containers) : []),
    ...(changes.dependsOn ? await dependencyFaults(ctx, changes.dependsOn, self) : []),
    ...lifetimeFaults(ctx, changes),
  ]);
  return {
    name: changes.name ?? before.name,
    environment: changes.environment ?? before.environment,
    target: changes.target ?? before.target,
    containers,
    dependsOn: changes.dependsOn?.map(toStoredDependency) ?? before.dependsOn,
    ...lifetimeOf(ctx, before, changes),
  };
}

function targetFaults({ kind, cloudAccount }: Target): Fault[] {
  const code = 'target.unsupported';
  if (kind !== 'docker') return [{ path: 'target.kind', message: `This release cannot deploy to ${kind} yet.`, code }];
  if (cloudAccount === null) return [];
  return [{ path: 'target.cloudAccount', message: 'This release knows no cloud accounts yet.', code }];
}

function toStoredDependency({ app, leadMinutes }: Dependency) {
  return { app: new Types.ObjectId(app), leadMinutes };
}

type Lifetime = Pick<UpdateAppBody, 'expiresAt' | 'ttlHours'>;

function lifetimeFaults(ctx: Ctx, { expiresAt, ttlHours }: Lifetime): Fault[] {
  if (!expiresAt) return [];
  if (ttlHours !== undefined) return [{ path: 'ttlHours', message: 'Give expiresAt or ttlHours, not both.' }];
  return new Date(expiresAt) > ctx.now() ? [] : [{ path: 'expiresAt', message: 'This time is in the past.' }];
}

/** An end that moves is to be warned of anew. */
function lifetimeOf(ctx: Ctx, before: Settings, { expiresAt, ttlHours }: Lifetime) {
  if (expiresAt) return { expiresAt: new Date(expiresAt), expiryWarnedAt: ctx.now() };
  if (ttlHours !== undefined) {
    return { expiresAt: new Date(ctx.now().getTime() + ttlHours * 3_600_000), expiryWarnedAt: ctx.now() };
  }
  if (expiresAt === null) return { expiresAt: null, expiryWarnedAt: null };
  return { expiresAt: before.expiresAt, expiryWarnedAt: before.expiryWarnedAt };
}
