import type { Dependency } from '@oatfin/contracts';
import { fieldError } from '@oatfin/platform/errors';
import type { Ctx } from '../../context';
import { AppModel, type AppRow } from '../app.model';
import { type Fault, throwFaults } from '../faults';
import { walkDependencies } from './walk-dependencies';

/** What forbids these dependencies; `self` is the app that would have them, when it exists already. */
export async function dependencyFaults(ctx: Ctx, dependsOn: Dependency[], self: string | null): Promise<Fault[]> {
  if (dependsOn.length === 0) return [];
  const ids = dependsOn.map(({ app }) => app);
  const rows = await AppModel.find({ team: ctx.team, _id: { $in: ids } }, { name: 1, deletingAt: 1 }).lean();
  const found = new Map(rows.map((row) => [String(row._id), row]));
  return ids.flatMap((id, index) => {
    const message = faultOf(id, index);
    return message === null ? [] : [{ path: `dependsOn.${index}.app`, message }];
  });

  function faultOf(id: string, index: number): string | null {
    if (id === self) return 'An app cannot depend on itself.';
    if (ids.indexOf(id) < index) return 'This app is given twice.';
    const row = found.get(id);
    if (!row) return 'There is no such app.';
    return row.deletingAt ? `The app "${row.name}" is being deleted.` : null;
  }
}

/** Throws `app.dependency_cycle`, naming the shortest cycle through the app: "api → db → api". */
export async function requireNoCycle(ctx: Ctx, app: Pick<AppRow, '_id' | 'name' | 'dependsOn'>): Promise<void> {
  const self = String(app._id);
  const first = app.dependsOn.map((dependency) => String(dependency.app));
  const names = new Map([[self, app.name]]);
  const reachedFrom = new Map(first.map((id) => [id, self]));
  for await (const row of walkDependencies(ctx, first)) {
    const id = String(row._id);
    names.set(id, row.name);
    for (const next of row.dependsOn.map((dependency) => String(dependency.app))) {
      if (next === self) throw cycleError(pathTo(id, self, reachedFrom), names, first);
      if (!reachedFrom.has(next)) reachedFrom.set(next, id);
    }
  }
}

/** Ids from the app itself to `id`, as they were reached. */
function pathTo(id: string, self: string, reachedFrom: Map<string, string>): string[] {
  if (id === self) return [self];
  return [...pathTo(reachedFrom.get(id) ?? self, self, reachedFrom), id];
}

function cycleError(path: string[], names: Map<string, string>, first: string[]) {
  const [self = '', closing = ''] = path;
  const cycle = [...path, self].map((id) => names.get(id) ?? id).join(' → ');
  const message = `The dependencies would form a cycle: ${cycle}.`;
  return fieldError('app.dependency_cycle', `dependsOn.${first.indexOf(closing)}.app`, message);
}

/**
 * To be asked once the app is stored: throws `app.invalid` when one of its dependencies has meanwhile gone, or began to.
 * With the same look back in markDeleting, either this or the deletion is refused.
 */
export async function requireDependenciesStay(ctx: Ctx, app: Pick<AppRow, '_id' | 'dependsOn'>): Promise<void> {
  const dependsOn = app.dependsOn.map((dependency) => ({ app: String(dependency.app), leadMinutes: 0 }));
  if (dependsOn.length > 0) throwFaults(await dependencyFaults(ctx, dependsOn, String(app._id)));
}
