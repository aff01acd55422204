import { badValue, failedToParse } from '../errors';
import type { QueryContext } from '../query/context';
import { compileFilter } from '../query/filter';
import { type Doc, docText, field, isDoc, type Value } from '../values';
import type { Modification } from './modification';

/** The compiled `arrayFilters`: for each identifier, which elements it selects. */
export type ElementFilters = ReadonlyMap<string, (element: Value) => boolean>;

/**
 * Compiles `arrayFilters` and checks them against the identifiers the update uses.
 * @throws 9 for a filter that is unused, doubled or without a name; 2 for an identifier that has no filter
 */
export function compileArrayFilters(
  filters: readonly Doc[],
  modifications: readonly Modification[],
  update: Doc,
  ctx: QueryContext,
): ElementFilters {
  const compiled = new Map<string, (element: Value) => boolean>();
  for (const filter of filters) {
    const id = identifierOf(filter);
    if (compiled.has(id)) throw failedToParse(`Found multiple array filters with the same top-level field name ${id}`);
    const matcher = compileFilter(filter, ctx);
    compiled.set(id, (element) => matcher.matches({ [id]: element }));
  }
  checkUse(compiled, modifications, update);
  return compiled;
}

function checkUse(compiled: ElementFilters, modifications: readonly Modification[], update: Doc): void {
  const used = new Set<string>();
  for (const { parts, path } of modifications) {
    for (const part of parts) {
      if (part.kind !== 'filtered') continue;
      if (!compiled.has(part.id)) throw badValue(`No array filter found for identifier '${part.id}' in path '${path}'`);
      used.add(part.id);
    }
  }
  for (const id of compiled.keys()) {
    if (!used.has(id)) {
      throw failedToParse(`The array filter for identifier '${id}' was not used in the update ${docText(update)}`);
    }
  }
}

function identifierOf(filter: Doc): string {
  const ids = new Set(headsOf(filter));
  const [id] = ids;
  if (id === undefined) {
    throw failedToParse('Cannot use an expression without a top-level field name in arrayFilters');
  }
  if (ids.size > 1) {
    const [first, second] = ids;
    throw failedToParse(
      `Error parsing array filter :: caused by :: Expected a single top-level field name, found '${first}' and '${second}'`,
    );
  }
  if (!/^[a-z][a-zA-Z0-9]*$/.test(id)) {
    throw badValue(
      `Error parsing array filter :: caused by :: The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${id}'`,
    );
  }
  return id;
}

function headsOf(filter: Doc): string[] {
  return Object.keys(filter).flatMap((name) => {
    if (!name.startsWith('$')) return [name.split('.')[0] ?? name];
    const parts = field(filter, name);
    return Array.isArray(parts) ? parts.filter(isDoc).flatMap(headsOf) : [];
  });
}
