/** A document as a row writes it: whole numbers are ints, others doubles; BSON classes for everything else. */
export type Row = Readonly<Record<string, unknown>>;

/** What must be seen after the command. */
export interface Expectation {
  /** The documents answered: a cursor's, drained; `distinct`'s values; `findAndModify`'s value. */
  readonly answer?: readonly unknown[];
  /** The collection afterwards, in insertion order. */
  readonly stored?: readonly Row[];
  /** Fields of the reply. */
  readonly reply?: Row;
  /** The code of the command's error, or of its first write error. */
  readonly error?: number;
}

/** One semantic case: what is there, one command, what must come of it. */
export interface SemanticCase {
  readonly name: string;
  /** The collection `c` before the command. */
  readonly docs?: readonly Row[];
  /** Other collections by name. */
  readonly others?: Readonly<Record<string, readonly Row[]>>;
  /** Indexes of `c`, as `createIndexes` takes them. */
  readonly indexes?: readonly Row[];
  readonly command: Row;
  readonly expected: Expectation;
  /** Whether the server needs time to get there (TTL). */
  readonly isEventual?: boolean;
}

/** A find whose answer is told by its `_id`s. */
export function finds(
  name: string,
  docs: readonly Row[],
  filter: Row,
  ids: readonly unknown[],
  options: Row = {},
): SemanticCase {
  const command = { find: 'c', filter, projection: { _id: 1 }, ...options };
  return { name, docs, command, expected: { answer: ids.map((_id) => ({ _id })) } };
}

/** A find of all documents, in full, under a projection. */
export function projects(name: string, doc: Row, projection: Row, answer: Row, filter: Row = {}): SemanticCase {
  return { name, docs: [doc], command: { find: 'c', filter, projection }, expected: { answer: [answer] } };
}

/** An update of the one document there is; `options` go into the update statement. */
export function updates(name: string, before: Row, u: unknown, after: Row, options: Row = {}): SemanticCase {
  const command = { update: 'c', updates: [{ q: {}, u, ...options }] };
  return { name, docs: [before], command, expected: { stored: [after] } };
}

/** An update that must be refused and leave the document alone. */
export function refusesUpdate(name: string, before: Row, u: unknown, error: number, options: Row = {}): SemanticCase {
  const command = { update: 'c', updates: [{ q: {}, u, ...options }] };
  return { name, docs: [before], command, expected: { error, stored: [before] } };
}

/** An upsert into the empty collection. */
export function upserts(name: string, q: Row, u: unknown, after: Row): SemanticCase {
  return { name, command: { update: 'c', updates: [{ q, u, upsert: true }] }, expected: { stored: [after] } };
}

/** A pipeline over the collection. */
export function pipes(
  name: string,
  docs: readonly Row[],
  pipeline: readonly Row[],
  answer: readonly Row[],
  options: Row = {},
): SemanticCase {
  return { name, docs, command: { aggregate: 'c', pipeline, cursor: {}, ...options }, expected: { answer } };
}

/** An expression evaluated on a document; without `value`, the result must be missing. */
export function evaluates(name: string, expression: unknown, value: unknown, doc: Row = {}): SemanticCase {
  const pipeline = [{ $replaceWith: { r: expression } }];
  const answer = [value === undefined ? {} : { r: value }];
  return {
    name,
    docs: [{ _id: 1, ...doc }],
    command: { aggregate: 'c', pipeline, cursor: {} },
    expected: { answer },
  };
}

/** A command that must be refused with this code. */
export function refuses(name: string, command: Row, error: number, docs: readonly Row[] = [{ _id: 1 }]): SemanticCase {
  return { name, docs, command, expected: { error } };
}

/** A pipeline that must be refused with this code. */
export function refusesPipeline(name: string, pipeline: readonly Row[], error: number, doc: Row = {}): SemanticCase {
  return refuses(name, { aggregate: 'c', pipeline, cursor: {} }, error, [{ _id: 1, ...doc }]);
}
