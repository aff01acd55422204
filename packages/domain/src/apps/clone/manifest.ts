import type { ManifestEntry } from '@oatfin/contracts';
import type { Ctx } from '../../context';
import { AppModel, type AppRow } from '../app.model';
import { addressOf } from '../app.reply';
import type { Settings } from '../app.settings';
import { describeContainers } from './container-manifest';
import { compare, entry } from './manifest-entry';

/** What the manifest is told from; `settings` are the copy's before its secrets were sealed anew. */
export interface Cloned {
  source: AppRow;
  settings: Settings;
  copy: AppRow;
  /** Copies made of dependencies. */
  dependencies: AppRow[];
}

/** Part by part: what the copy took over, what it got of its own, what it did not get, and why. */
export async function describeClone(ctx: Ctx, cloned: Cloned): Promise<ManifestEntry[]> {
  const { source, settings, copy } = cloned;
  return [
    entry('name', 'rewritten', `Names are unique in a team: "${source.name}" became "${copy.name}".`),
    compare('environment', source.environment, copy.environment),
    compare('target', source.target, settings.target),
    ...describeContainers(source.containers, settings.containers),
    describeAddress(ctx, source, copy),
    ...(await describeDependencies(ctx, cloned)),
    describeExpiry(source, copy),
    entry('schedules', 'left_out', 'A copy is deployed when somebody says so, not when its source is.'),
    entry('deployments', 'left_out', 'A copy has a history of its own.'),
    entry('revisions', 'left_out', 'The first deployment of the copy makes its revision 1.'),
    entry('infrastructure', 'left_out', 'A copy never shares a running container, port, network or volume.'),
  ];
}

function describeAddress(ctx: Ctx, source: AppRow, copy: AppRow): ManifestEntry {
  const address = addressOf(ctx, copy);
  if (address === null) return entry('address', 'left_out', 'No container of the copy is public.');
  const before = addressOf(ctx, source);
  return entry('address', 'rewritten', `The copy answers at ${address}${before ? `, its source at ${before}` : ''}.`);
}

async function describeDependencies(ctx: Ctx, { source, copy, dependencies }: Cloned): Promise<ManifestEntry[]> {
  const had = new Set(source.dependsOn.map(({ app }) => String(app)));
  const has = new Set(copy.dependsOn.map(({ app }) => String(app)));
  const copyOf = new Map(dependencies.map((row) => [String(row.clonedFrom), row]));
  const names = await namesOf(ctx, [...had, ...has]);
  const kept = [...had].map((id) => {
    const part = `dependsOn.${names.get(id) ?? id}`;
    const own = copyOf.get(id);
    if (own && has.has(String(own._id))) return entry(part, 'rewritten', `The copy depends on the copy "${own.name}".`);
    if (has.has(id)) return entry(part, 'copied', 'The copy depends on the same app as its source.');
    return entry(part, 'left_out', 'The request gives other dependencies.');
  });
  const rewired = new Set([...had].map((id) => String(copyOf.get(id)?._id)));
  const added = [...has].filter((id) => !had.has(id) && !rewired.has(id));
  return [
    ...kept,
    ...added.map((id) => entry(`dependsOn.${names.get(id) ?? id}`, 'rewritten', 'Given in the request.')),
  ];
}

async function namesOf(ctx: Ctx, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await AppModel.find({ team: ctx.team, _id: { $in: ids } }, { name: 1 }).lean();
  return new Map(rows.map((row) => [String(row._id), row.name]));
}

function describeExpiry(source: AppRow, copy: AppRow): ManifestEntry {
  if (copy.expiresAt)
    return entry('expiresAt', 'rewritten', `The copy is torn down at ${copy.expiresAt.toISOString()}.`);
  const reason = source.expiresAt ? 'The end of a temporary app is not copied' : 'Its source has no end';
  return entry('expiresAt', 'left_out', `${reason}: the copy stays until it is deleted.`);
}
