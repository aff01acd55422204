import { Int32 } from 'bson';
import { badValue, MongoError, notImplemented } from '../errors';
import { asDoc, asNumeric, canonicalType, type Doc, docText, makeCollation, numberOf } from '../values';

/** One field of an index key. */
export interface IndexField {
  readonly path: string;
  readonly parts: readonly string[];
  readonly isDescending: boolean;
}

const OPTION_NAMES = [
  'unique',
  'sparse',
  'partialFilterExpression',
  'expireAfterSeconds',
  'hidden',
  'collation',
  'background',
  'v',
  'storageEngine',
  'wildcardProjection',
  'clustered',
  'prepareUnique',
  'weights',
  'default_language',
  'language_override',
  'textIndexVersion',
  '2dsphereIndexVersion',
  'bits',
  'min',
  'max',
  'ns',
];

const ALLOWED = new Set(['key', 'name', ...OPTION_NAMES]);
const REFUSED_KINDS = new Set(['text', '2d', '2dsphere', 'geoHaystack']);

const cannotCreateIndex = (message: string) => new MongoError(67, 'CannotCreateIndex', message);

/**
 * An index as it is stored and listed: every default written out, so that the same request compares equal the next time.
 * @throws 67 for a key no index can have, 197 for an unknown option, 238 for text and geo indexes
 */
export function normalizeIndexSpec(request: Doc, collectionCollation: Doc | undefined): Doc {
  const key = asDoc(request.key);
  if (key === undefined)
    throw new MongoError(9, 'FailedToParse', "The 'key' field is a required property of an index specification");
  for (const name of Object.keys(request)) checkOption(name, request);
  checkKey(key);
  const spec: Doc = { v: new Int32(2), key, name: nameOf(request, key) };
  const isIdIndex = Object.keys(key).join() === '_id';
  if (request.unique === true || isTrueNumber(request.unique)) if (!isIdIndex) spec.unique = true;
  if (request.sparse === true || isTrueNumber(request.sparse)) spec.sparse = true;
  copyTtl(request, spec, isIdIndex);
  copyPartialFilter(request, spec);
  copyCollation(request, spec, collectionCollation);
  if (request.hidden === true) spec.hidden = true;
  if (request.background === true) spec.background = true;
  if (request.wildcardProjection !== undefined) spec.wildcardProjection = request.wildcardProjection;
  return spec;
}

function isTrueNumber(value: unknown): boolean {
  return asNumeric(value) !== undefined && numberOf(value) !== 0;
}

function checkOption(name: string, request: Doc): void {
  if (ALLOWED.has(name)) return;
  throw new MongoError(
    197,
    'InvalidIndexSpecificationOption',
    `The field '${name}' is not valid for an index specification. Specification: ${docText(request)}`,
  );
}

function checkKey(key: Doc): void {
  const entries = Object.entries(key);
  if (entries.length === 0) throw cannotCreateIndex('Index keys cannot be empty.');
  for (const [path, direction] of entries) checkKeyField(path, direction, key);
}

function checkKeyField(path: string, direction: unknown, key: Doc): void {
  if (path === '' || path.split('.').some((part) => part === ''))
    throw cannotCreateIndex('Index keys cannot be an empty field.');
  if (path.startsWith('$') && !path.startsWith('$**'))
    throw cannotCreateIndex(`Index key contains an illegal field name: field name starts with '$'.`);
  if (typeof direction === 'string') {
    if (REFUSED_KINDS.has(direction))
      throw notImplemented(`${direction} indexes are not supported by the embedded server`);
    if (direction !== 'hashed') {
      throw cannotCreateIndex(`Unknown index plugin '${direction}'. Index key: ${docText(key)}`);
    }
    return;
  }
  if (asNumeric(direction) === undefined) {
    throw cannotCreateIndex(
      `Values in v:2 index key pattern cannot be of type ${typeNameOf(direction)}. Only numbers > 0, numbers < 0, and strings are allowed.`,
    );
  }
  if (numberOf(direction) === 0) throw cannotCreateIndex('Values in the index key pattern cannot be 0.');
}

function typeNameOf(value: unknown): string {
  return canonicalType(value) === 40 ? 'bool' : canonicalType(value) === 20 ? 'object' : 'null';
}

function nameOf(request: Doc, key: Doc): string {
  if (request.name === undefined) {
    return Object.entries(key)
      .map(([path, direction]) => `${path}_${typeof direction === 'string' ? direction : numberOf(direction)}`)
      .join('_');
  }
  if (typeof request.name !== 'string' || request.name === '') throw cannotCreateIndex('index name cannot be empty');
  if (request.name === '*') throw badValue("The index name '*' is not valid.");
  return Object.keys(key).join() === '_id' ? '_id_' : request.name;
}

function copyTtl(request: Doc, spec: Doc, isIdIndex: boolean): void {
  const seconds = request.expireAfterSeconds;
  if (seconds === undefined) return;
  if (asNumeric(seconds) === undefined)
    throw cannotCreateIndex("TTL index 'expireAfterSeconds' option must be numeric");
  if (numberOf(seconds) < 0)
    throw cannotCreateIndex(
      "TTL index 'expireAfterSeconds' option must be within an acceptable range, try a different number than that was provided",
    );
  if (isIdIndex) throw cannotCreateIndex("The field 'expireAfterSeconds' is not valid for an _id index specification.");
  if (Object.keys(asDoc(spec.key) ?? {}).length !== 1) {
    throw cannotCreateIndex('TTL indexes are single-field indexes, compound indexes do not support TTL.');
  }
  spec.expireAfterSeconds = new Int32(numberOf(seconds));
}

function copyPartialFilter(request: Doc, spec: Doc): void {
  const filter = request.partialFilterExpression;
  if (filter === undefined) return;
  if (asDoc(filter) === undefined)
    throw cannotCreateIndex("'partialFilterExpression' for an index has to be a document");
  if (spec.sparse === true) throw cannotCreateIndex('cannot mix "partialFilterExpression" and "sparse" options');
  spec.partialFilterExpression = filter;
}

function copyCollation(request: Doc, spec: Doc, inherited: Doc | undefined): void {
  const asked = asDoc(request.collation);
  if (asked !== undefined) makeCollation(asked);
  const collation = asked === undefined ? inherited : asked;
  if (collation !== undefined && collation.locale !== 'simple') spec.collation = completeCollation(collation);
}

/** A collation with its defaults written out, as `listIndexes` and `listCollections` show it. */
export function completeCollation(collation: Doc): Doc {
  return {
    locale: collation.locale,
    caseLevel: collation.caseLevel ?? false,
    caseFirst: collation.caseFirst ?? 'off',
    strength: new Int32(collation.strength === undefined ? 3 : numberOf(collation.strength)),
    numericOrdering: collation.numericOrdering ?? false,
    alternate: collation.alternate ?? 'non-ignorable',
    maxVariable: collation.maxVariable ?? 'punct',
    normalization: collation.normalization ?? false,
    backwards: collation.backwards ?? false,
    version: '57.1',
  };
}

/** The fields of an index key pattern. */
export function indexFields(key: Doc): IndexField[] {
  return Object.entries(key).map(([path, direction]) => ({
    path,
    parts: path.split('.'),
    isDescending: asNumeric(direction) !== undefined && numberOf(direction) < 0,
  }));
}

/** As many as MongoDB allows. */
const MAX_INDEXES = 64;

/** @throws 67 when the collection has as many indexes as it may */
export function checkIndexCount(count: number): void {
  if (count > MAX_INDEXES) throw cannotCreateIndex(`add index fails, too many indexes; limit is ${MAX_INDEXES}`);
}
