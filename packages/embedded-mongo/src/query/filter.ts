import { BSONRegExp } from 'bson';
import { compileExpression, isTruthy, rootScope } from '../aggregation/expression';
import { badValue } from '../errors';
import { type Doc, field, isDoc, isNumeric, numberOf, type Value } from '../values';
import { type Clause, every, everyPredicate, not, notPredicate, somePredicate, someValue } from './clause';
import type { Matcher, Predicate, QueryContext } from './context';
import type { FilterEnv } from './filter-env';
import { FIELD_OPERATORS } from './operators';
import { equalTo } from './operators/comparison';
import { regexTest } from './operators/regex';
import { compileSchema } from './schema';

/**
 * Compiles a query filter.
 * @throws 2 for unknown operators and bad operands, 9 for shapes, the codes of `$expr` for its expression
 */
export function compileFilter(filter: Doc, ctx: QueryContext): Matcher {
  const env = filterEnv(ctx);
  const { record } = env;
  const predicate = parseFilter(filter, env);
  return {
    matches: (doc) => {
      ctx.tick();
      return predicate(doc);
    },
    positional: (doc) => {
      record.index = -1;
      return predicate(doc) && record.index >= 0 ? record.index : undefined;
    },
  };
}

/** What operators are compiled with outside a filter, as `$pull` does. */
export function filterEnv(ctx: QueryContext): FilterEnv {
  const env: FilterEnv = {
    ctx,
    record: { index: -1 },
    parseFilter: (filter) => parseFilter(filter, env),
    parseConditions: (conditions) => parseConditions(conditions, env),
  };
  return env;
}

/** Parses a filter document into a predicate: all its parts must hold. */
function parseFilter(filter: Doc, env: FilterEnv): Predicate {
  return everyPredicate(Object.keys(filter).map((name) => parsePart(name, field(filter, name), env)));
}

function parsePart(name: string, operand: Value, env: FilterEnv): Predicate {
  if (!name.startsWith('$')) return parseField(operand, env).onPath(name);
  const operator = TOP_LEVEL.get(name);
  if (operator !== undefined) return operator(operand, env, name);
  if (name === '$ref' || name === '$id' || name === '$db') return parseField(operand, env).onPath(name);
  throw badValue(
    `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
  );
}

function parseField(operand: Value, env: FilterEnv): Clause {
  if (operand instanceof BSONRegExp) return regexClause(operand, env);
  return isDoc(operand) && hasOperators(operand) ? parseConditions(operand, env) : equalTo(operand, env);
}

function regexClause(operand: BSONRegExp, env: FilterEnv): Clause {
  return someValue(regexTest(operand.pattern, operand.options, operand), env.record);
}

/** Whether the document holds conditions (`{$gt: 1}`) rather than being a value to compare with. */
export function hasOperators(operand: Doc): boolean {
  const [first = ''] = Object.keys(operand);
  return first.startsWith('$') && first !== '$ref' && first !== '$id' && first !== '$db';
}

/** Parses the conditions on one field, such as `{$gt: 1, $lt: 5}`. */
function parseConditions(conditions: Doc, env: FilterEnv): Clause {
  return every(Object.keys(conditions).map((name) => parseCondition(name, conditions, env)));
}

function parseCondition(name: string, conditions: Doc, env: FilterEnv): Clause {
  if (name === '$not') return parseNot(conditions.$not, env);
  const operator = FIELD_OPERATORS.get(name);
  if (operator === undefined) throw badValue(`unknown operator: ${name}`);
  return operator(field(conditions, name), env, conditions);
}

function parseNot(operand: Value, env: FilterEnv): Clause {
  if (operand instanceof BSONRegExp) return not(regexClause(operand, env), env.record);
  if (!isDoc(operand)) throw badValue('$not needs a regex or a document');
  if (Object.keys(operand).length === 0) throw badValue('$not cannot be empty');
  return not(parseConditions(operand, env), env.record);
}

type TopLevelOperator = (operand: Value, env: FilterEnv, name: string) => Predicate;

const TOP_LEVEL = new Map<string, TopLevelOperator>([
  ['$and', (operand, env, name) => everyPredicate(parseList(operand, env, name))],
  ['$or', (operand, env, name) => somePredicate(parseList(operand, env, name))],
  ['$nor', (operand, env, name) => notPredicate(somePredicate(parseList(operand, env, name)), env.record)],
  ['$expr', parseExpression],
  ['$jsonSchema', (operand) => compileSchema(operand)],
  ['$comment', () => () => true],
  ['$alwaysTrue', () => () => true],
  ['$alwaysFalse', () => () => false],
  ['$sampleRate', parseSampleRate],
  ['$where', refuse],
  ['$text', refuse],
]);

function refuse(_operand: Value, _env: FilterEnv, name: string): never {
  throw badValue(`${name} is not supported by the embedded server`);
}

function parseList(operand: Value, env: FilterEnv, name: string): Predicate[] {
  if (!Array.isArray(operand)) throw badValue(`${name} must be an array`);
  if (operand.length === 0) throw badValue(`${name} must be a nonempty array`);
  return operand.map((item) => {
    if (!isDoc(item)) throw badValue(`${name} entries need to be full objects`);
    return parseFilter(item, env);
  });
}

function parseExpression(operand: Value, { ctx }: FilterEnv): Predicate {
  const expression = compileExpression(operand, ctx);
  return (doc) => isTruthy(expression(rootScope(doc)));
}

function parseSampleRate(operand: Value): Predicate {
  const rate = numberOf(operand);
  if (!isNumeric(operand) || !(rate >= 0 && rate <= 1)) {
    throw badValue('argument to $sampleRate must be a number in [0, 1]');
  }
  return () => Math.random() < rate;
}
