/** A fault, as a text replacement in one source file of packages/embedded-mongo. */
export interface Mutation {
  readonly name: string;
  /** Under packages/embedded-mongo/src. */
  readonly file: string;
  /** Must occur in the file, or the mutation is stale and the run fails. */
  readonly find: string;
  readonly replace: string;
}

/** Faults in the semantics: values, filters, sorts, updates, aggregation. */
const semantics: Mutation[] = [
  {
    name: 'string type bracketing dropped',
    file: 'query/operators/comparison.ts',
    find: 'canonicalType(value) === bracket && accepts',
    replace: 'accepts',
  },
  {
    name: 'number type bracketing dropped',
    file: 'query/operators/comparison.ts',
    find: 'return isNumeric(value) && !Number.isNaN(numberOf(value)) && accepts',
    replace: 'return accepts',
  },
  {
    name: 'null not equal to missing in filters',
    file: 'query/operators/comparison.ts',
    find: 'return (value) => value === null || value === undefined;',
    replace: 'return (value) => value === null;',
  },
  {
    name: 'int sums turning double',
    file: 'values/sum.ts',
    find: "if (this.width === 'double') return",
    replace: "if (this.width !== 'long') return",
  },
  {
    name: 'int additions turning double',
    file: 'values/arithmetic.ts',
    find: 'if ((result | 0) === result) return new Int32(result);',
    replace: 'if ((result | 0) === result) return new Double(result);',
  },
  {
    name: 'int overflow wrapping',
    file: 'values/arithmetic.ts',
    find: 'if ((result | 0) === result) return new Int32(result);',
    replace: 'return new Int32(result | 0);',
  },
  {
    name: 'decimals compared as text',
    file: 'values/numbers.ts',
    find: 'return compareDecimals(toExactDecimal(a), toExactDecimal(b));',
    replace: 'return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;',
  },
  {
    name: 'decimals compared as doubles',
    file: 'values/decimal.ts',
    find: 'const exponent = Math.min(a.exponent, b.exponent);\n  const left',
    replace:
      'if (a !== b) return compareDoubles(decimalToDouble(a), decimalToDouble(b));\n  const exponent = 0;\n  const left',
  },
  {
    name: 'longs compared as doubles',
    file: 'values/numbers.ts',
    find: 'if (other instanceof Long) return long.compare(other);',
    replace: 'if (other instanceof Long) return compareDoubles(long.toNumber(), other.toNumber());',
  },
  {
    name: 'sort using the first array element',
    file: 'query/sort.ts',
    find: 'index < values.length; index += 1',
    replace: 'index < 0; index += 1',
  },
  {
    name: 'document equality ignoring key order',
    file: 'values/compare.ts',
    find: 'const names = Object.keys(a);\n  const others = Object.keys(b);',
    replace: 'const names = Object.keys(a).sort();\n  const others = Object.keys(b).sort();',
  },
  {
    name: 'null not equal to missing in $group',
    file: 'aggregation/stages/group.ts',
    find: 'key(rootScope(doc)) ?? null',
    replace: 'key(rootScope(doc))',
  },
  {
    name: 'arrayFilters updating everything',
    file: 'update/apply.ts',
    find: 'if (selects(container[index])) this.inSlot',
    replace: 'this.inSlot',
  },
  {
    name: 'positional operator taking the first element',
    file: 'query/path-test.ts',
    find: 'record.index = index;',
    replace: 'record.index = 0;',
  },
  {
    name: 'collation ignored in ranges',
    file: 'query/operators/comparison.ts',
    find: 'const { collation } = env.ctx;\n  if (operand === null',
    replace: 'const collation = undefined;\n  if (operand === null',
  },
  {
    name: 'collation ignored in equality',
    file: 'query/operators/comparison.ts',
    find: 'return (value) => valuesEqual(value, operand, collation);',
    replace: 'return (value) => valuesEqual(value, operand);',
  },
  {
    name: 'collation ignored everywhere',
    file: 'values/compare.ts',
    find: 'return collation === undefined ? compareBinaryText(a, b) : collation.compare(a, b);',
    replace: 'return collation === undefined ? compareBinaryText(a, b) : compareBinaryText(a, b);',
  },
  {
    name: 'collation ignored in $group',
    file: 'aggregation/stages/group.ts',
    find: 'hashKey(id, ctx.collation)',
    replace: 'hashKey(id)',
  },
  {
    name: '$setOnInsert applied to updates',
    file: 'update/index.ts',
    find: 'modifications.filter((modification) => !modification.onInsertOnly)',
    replace: 'modifications',
  },
  {
    name: '$pull with $or taken for a value',
    file: 'query/operators/array.ts',
    find: "if (first.startsWith('$') && !LOGICAL.has(first))",
    replace: "if (first.startsWith('$'))",
  },
  {
    name: '$elemMatch met by different elements',
    file: 'query/operators/array.ts',
    find: 'const index = value.findIndex(element);',
    replace: 'const index = value.length > 1 ? 0 : value.findIndex(element);',
  },
  {
    name: 'upsert taking equalities only at the top',
    file: 'update/upsert.ts',
    find: "if (name === '$and' ||",
    replace: 'if (',
  },
  {
    name: '_id may change',
    file: 'update/index.ts',
    find: 'if (!valuesEqual(before._id, after._id)) {',
    replace: 'if (Array.isArray(before._id)) {',
  },
];

/** Faults in the store, its indexes and the commands. */
const storage: Mutation[] = [
  {
    name: 'sparse ignored',
    file: 'indexes/collection-index.ts',
    find: 'return this.spec.sparse === true;',
    replace: 'return false;',
  },
  {
    name: 'sparse index used where it hides documents',
    file: 'planner/partial.ts',
    find: 'if (index.isSparse && ',
    replace: 'if (index.isSparse && index.isHidden && ',
  },
  {
    name: 'an ordered bulk that does not stop',
    file: 'commands/write-batch.ts',
    find: 'if (isOrdered) break;',
    replace: '',
  },
  {
    name: 'unique not enforced on update',
    file: 'store/collection.ts',
    find: 'this.checkUnique(changes, old.record);',
    replace: '',
  },
  {
    name: 'unique not enforced on insert',
    file: 'store/collection.ts',
    find: 'this.checkUnique(changes, undefined);',
    replace: '',
  },
  {
    name: 'getMore losing a document',
    file: 'server/cursors.ts',
    find: 'this.ahead = next;',
    replace: '',
  },
  {
    name: 'TTL never firing',
    file: 'server/housekeeping.ts',
    find: 'await removeExpired(server.environment, server.catalog, new Date());',
    replace: '',
  },
  {
    name: 'nModified counting matches',
    file: 'commands/update.ts',
    find: 'if (isModified) tally.modified += 1;',
    replace: 'tally.modified += 1;',
  },
  {
    name: 'index collation ignored',
    file: 'indexes/collection-index.ts',
    find: 'writeValue(writer, value ?? null, this.collation)',
    replace: 'writeValue(writer, value ?? null, undefined)',
  },
  {
    name: 'partial filter ignored',
    file: 'indexes/collection-index.ts',
    find: ' || this.partialFilter?.matches(doc) === false',
    replace: '',
  },
];

/** Every fault the table of semantic cases must catch. */
export const mutations: readonly Mutation[] = [...semantics, ...storage];
