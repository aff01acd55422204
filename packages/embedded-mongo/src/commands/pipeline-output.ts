import { location } from '../errors';
import type { QueryContext } from '../query';
import type { Call } from '../server/context';
import type { Doc } from '../values';
import { insertDocument } from '../writes/insert-document';
import type { ValidationMode } from '../writes/validation';
import type { Arguments } from './arguments';
import { Merge } from './pipeline-output.merge';
import { type Target, targetOf } from './pipeline-output.target';

interface OutputStage {
  readonly kind: 'out' | 'merge';
  readonly spec: Doc;
}

/** Stores what `$out` or `$merge` was given. Runs inside `Environment.write`; documents are collected first. */
export function writeStage(
  call: Call,
  args: Arguments,
  stage: OutputStage,
  docs: Iterable<Doc>,
  ctx: QueryContext,
): void {
  const mode = { ctx, isBypassed: args.flag('bypassDocumentValidation') };
  const all = [...docs];
  if (stage.kind === 'out') replaceCollection(call, targetOf(stage.spec, call), all, mode);
  else new Merge(call, stage.spec, mode).write(all);
}

/** Documents go into a new collection that takes the old one's options and indexes, then its name. */
function replaceCollection(call: Call, target: Target, docs: readonly Doc[], mode: ValidationMode): void {
  const { catalog } = call.server;
  const old = catalog.find(target.database, target.name);
  if (old?.options.capped === true)
    throw location(17152, `namespace '${old.namespace}' is capped so it can't be used for $out`);
  const fresh = catalog.create(target.database, `tmp.agg_out.${Date.now()}`, old?.options ?? {});
  try {
    for (const index of old?.indexes.slice(1) ?? []) fresh.indexes.push(catalog.newIndex(index.spec));
    for (const doc of docs) insertDocument(fresh, doc, mode);
  } catch (error) {
    catalog.drop(fresh);
    throw error;
  }
  if (old !== undefined) catalog.drop(old);
  catalog.rename(fresh, target.database, target.name);
}
