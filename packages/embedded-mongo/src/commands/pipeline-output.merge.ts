import { Int32 } from 'bson';
import { evaluate } from '../aggregation';
import { badValue, location, MongoError } from '../errors';
import { select } from '../planner/select';
import type { Call } from '../server/context';
import type { Collection, StoredRecord } from '../store/collection';
import { type CompiledUpdate, compileUpdate } from '../update';
import { asDoc, type Doc, field, getPath, isDoc, type Value } from '../values';
import { insertDocument } from '../writes/insert-document';
import { updateRecord } from '../writes/update-document';
import type { ValidationMode } from '../writes/validation';
import { targetOf } from './pipeline-output.target';

type WhenMatched = (collection: Collection, stored: StoredRecord, doc: Doc) => void;

/** `$merge` into one collection. Runs inside `Environment.write`. */
export class Merge {
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
