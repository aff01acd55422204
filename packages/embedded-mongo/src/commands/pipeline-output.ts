import { Int32 } from 'bson';
import { evaluate } from '../aggregation';
import { badValue, failedToParse, location, MongoError } from '../errors';
import { select } from '../planner/select';
import type { QueryContext } from '../query';
import type { Call } from '../server/context';
import type { Collection, StoredRecord } from '../store/collection';
import { type CompiledUpdate, compileUpdate } from '../update';
import { asDoc, type Doc, field, getPath, isDoc, type Value } from '../values';
import { insertDocument } from '../writes/insert-document';
import { updateRecord } from '../writes/update-document';
import type { ValidationMode } from '../writes/validation';
import type { Arguments } from './arguments';

interface OutputStage {
  readonly kind: 'out' | 'merge';
  readonly spec: Doc;
}

interface Target {
  readonly database: string;
  readonly name: string;
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

/** `"name"`, `{coll}`, `{db, coll}` or, for `$merge`, any of these under `into`. */
function targetOf(value: Value, call: Call): Target {
  if (typeof value === 'string') return { database: call.database, name: value };
  const spec = asDoc(value) ?? {};
  const name = spec.coll;
  if (typeof name !== 'string' || name === '') throw failedToParse('$out and $merge need the name of a collection');
  return { database: typeof spec.db === 'string' ? spec.db : call.database, name };
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

type WhenMatched = (collection: Collection, stored: StoredRecord, doc: Doc) => void;

class Merge {
  private readonly collection: Collection;
  private readonly on: readonly string[];

  constructor(
    private readonly call: Call,
    private readonly spec: Doc,
    private readonly mode: ValidationMode,
  ) {
    const target = targetOf(spec.into, call);
    const { catalog } = call.server;
    this.collection = catalog.find(target.database, target.name) ?? catalog.create(target.database, target.name, {});
    this.on = this.readOn();
    this.checkUniqueIndex();
  }

  write(docs: readonly Doc[]): void {
    const matched = this.whenMatched();
    for (const doc of docs) {
      const stored = this.findMatch(doc);
      if (stored === undefined) this.writeNew(doc);
      else matched(this.collection, stored, doc);
    }
  }

  private readOn(): string[] {
    const { on = '_id' } = this.spec;
    const fields = Array.isArray(on) ? on : [on];
    return fields.map((name) => {
      if (typeof name === 'string') return name;
      throw location(51134, '$merge on must be a string or an array of strings');
    });
  }

  /** @throws 51183 */
  private checkUniqueIndex(): void {
    const wanted = [...this.on].sort().join();
    const isUnique = this.collection.indexes.some(
      (index) =>
        index.isUnique &&
        index.spec.partialFilterExpression === undefined &&
        Object.keys(index.key).sort().join() === wanted,
    );
    if (!isUnique) throw location(51183, 'Cannot find index to verify that join fields will be unique');
  }

  private findMatch(doc: Doc): StoredRecord | undefined {
    const conditions = this.on.map((path) => ({ [path]: { $eq: this.joinValue(doc, path) } }));
    const { environment } = this.call.server;
    const [stored] = select(environment, this.collection, {
      filter: { $and: conditions },
      ctx: this.mode.ctx,
      limit: 1,
    }).records();
    return stored;
  }

  private joinValue(doc: Doc, path: string): Value {
    const [value] = path.includes('.') ? getPath(doc, path) : [field(doc, path)];
    if (path === '_id' || (value !== undefined && value !== null && !Array.isArray(value))) return value ?? null;
    throw location(51132, `$merge write error: 'on' field '${path}' cannot be missing, null, undefined or an array`);
  }

  private writeNew(doc: Doc): void {
    const action = this.spec.whenNotMatched ?? 'insert';
    if (action === 'insert') insertDocument(this.collection, doc, this.mode);
    else if (action === 'fail') {
      throw new MongoError(
        13113,
        'MergeStageNoMatchingDocument',
        '$merge could not find a matching document in the target collection for at least one document in the source collection',
      );
    } else if (action !== 'discard')
      throw badValue(`Enumeration value '${String(action)}' for field 'whenNotMatched' is not a valid value.`);
  }

  private whenMatched(): WhenMatched {
    const { whenMatched = 'merge' } = this.spec;
    if (Array.isArray(whenMatched)) return this.byPipeline(whenMatched.filter(isDoc));
    const action = MATCHED.get(String(whenMatched));
    if (action === undefined)
      throw badValue(`Enumeration value '${String(whenMatched)}' for field 'whenMatched' is not a valid value.`);
    return (collection, stored, doc) => action(collection, stored, doc, this.mode);
  }

  /** Without `let` the pipeline sees the new document as `$$new`. */
  private byPipeline(stages: Doc[]): WhenMatched {
    return (collection, stored, doc) => {
      const ctx = { ...this.mode.ctx, variables: { ...this.mode.ctx.variables, ...this.variablesFor(doc) } };
      updateRecord(collection, stored, compileUpdate(stages, { ctx }), undefined, this.mode);
    };
  }

  private variablesFor(doc: Doc): Doc {
    const given = asDoc(this.spec.let);
    if (given === undefined) return { new: doc };
    return Object.fromEntries(
      Object.entries(given).map(([name, value]) => [name, evaluate(value, doc, this.mode.ctx)]),
    );
  }
}

type MatchedAction = (collection: Collection, stored: StoredRecord, doc: Doc, mode: ValidationMode) => void;

const MATCHED = new Map<string, MatchedAction>([
  [
    'replace',
    (collection, stored, doc, mode) =>
      apply(collection, stored, compileUpdate(withoutId(doc), { ctx: mode.ctx, isReplacement: true }), mode),
  ],
  ['merge', (collection, stored, doc, mode) => apply(collection, stored, merging(doc, mode), mode)],
  ['keepExisting', () => undefined],
  ['fail', refuseMatch],
]);

function apply(collection: Collection, stored: StoredRecord, update: CompiledUpdate, mode: ValidationMode): void {
  updateRecord(collection, stored, update, undefined, mode);
}

function merging(doc: Doc, { ctx }: ValidationMode): CompiledUpdate {
  const fields = withoutId(doc);
  return compileUpdate(
    Object.keys(fields).length === 0 ? { $set: { _id: doc._id } } : [{ $addFields: literals(fields) }],
    { ctx },
  );
}

function literals(fields: Doc): Doc {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { $literal: value }]));
}

function withoutId(doc: Doc): Doc {
  const { _id, ...fields } = doc;
  return fields;
}

function refuseMatch(collection: Collection, _stored: StoredRecord, doc: Doc): never {
  throw new MongoError(
    11000,
    'DuplicateKey',
    `E11000 duplicate key error collection: ${collection.namespace} index: _id_ dup key`,
    {
      keyPattern: { _id: new Int32(1) },
      keyValue: { _id: doc._id },
    },
  );
}
