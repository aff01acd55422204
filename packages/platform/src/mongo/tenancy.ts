import { type AnyBulkWriteOperation, type Model, type Query, Schema } from 'mongoose';

declare module 'mongoose' {
  interface QueryOptions {
    /** Lets a query see every team's rows: for sweeps and reconcilers alone. */
    acrossTeams?: boolean;
  }
}

const queries = [
  'find',
  'findOne',
  'countDocuments',
  'distinct',
  'updateOne',
  'updateMany',
  'replaceOne',
  'deleteOne',
  'deleteMany',
  'findOneAndUpdate',
  'findOneAndReplace',
  'findOneAndDelete',
] as const;

/**
 * Makes a model team-owned: rows carry `team`, and a query or aggregation without a team in it throws before it reaches
 * the database, unless it says `acrossTeams: true`. A bulk write passes when the filter of its every operation names one.
 */
export function tenancy(schema: Schema): void {
  schema.add({ team: { type: Schema.Types.ObjectId, required: true, immutable: true } });
  schema.pre([...queries], { document: false, query: true }, function (this: Query<unknown, unknown>) {
    if (this.getOptions().acrossTeams) return;
    if (!namesTeam(this.getFilter())) throw new TenancyError(this.model.modelName);
  });
  schema.pre('aggregate', function () {
    const [first] = this.pipeline();
    if (this.options.acrossTeams || (first && '$match' in first && namesTeam(first.$match))) return;
    throw new TenancyError(this.model().modelName);
  });
  schema.pre('bulkWrite', function (this: Model<unknown>, operations: AnyBulkWriteOperation[]) {
    if (!operations.every(operationNamesTeam)) throw new TenancyError(this.modelName);
  });
  schema.pre('estimatedDocumentCount', function () {
    throw new TenancyError(this.model.modelName);
  });
}

/** A query on a team-owned model named no team: a fault in our code, never in the caller's request. */
class TenancyError extends Error {
  override name = 'TenancyError';
  constructor(model: string) {
    super(`A query on ${model} names no team.`);
  }
}

/** Each operation is `{ updateOne: { filter, … } }` or the like; an insert carries the row itself. */
function operationNamesTeam(operation: AnyBulkWriteOperation): boolean {
  const bodies: { filter?: unknown; document?: unknown }[] = Object.values(operation);
  return bodies.length > 0 && bodies.every(({ filter, document }) => isNamingTeam(filter ?? document));
}

function isNamingTeam(value: unknown): boolean {
  return typeof value === 'object' && value !== null && namesTeam({ ...value });
}

function namesTeam(filter: Record<string, unknown>): boolean {
  return filter.team !== undefined && filter.team !== null;
}
