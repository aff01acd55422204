import { Int32, Long, Timestamp } from 'bson';
import { badValue, typeMismatch } from '../../errors';
import {
  addExact,
  asNumeric,
  compareValues,
  docText,
  fieldText,
  isDoc,
  multiply,
  multiplyExact,
  type Numeric,
  typeName,
  type Value,
  valueText,
} from '../../values';
import { type Change, type Target, UNCHANGED, type UpdateOperator } from '../modification';

function arithmetic(
  name: string,
  verb: string,
  operate: (a: Numeric, b: Numeric) => Numeric | undefined,
  whenMissing: (operand: Numeric) => Numeric,
): UpdateOperator {
  const compile = (operand: Value, path: string): Change => {
    const by = asNumeric(operand);
    if (by === undefined) throw typeMismatch(`Cannot ${verb} with non-numeric argument: {${fieldText(path, operand)}}`);
    return (current, target) => {
      if (current === undefined) return whenMissing(by);
      const result = operate(numberAt(current, target, name), by);
      if (result === undefined) throw overflow(name, current, target);
      return result;
    };
  };
  return { compile, creates: true };
}

function numberAt(current: Value, target: Target, name: string): Numeric {
  const numeric = asNumeric(current);
  if (numeric !== undefined) return numeric;
  throw typeMismatch(
    `Cannot apply ${name} to a value of non-numeric type. {${fieldText('_id', target.doc._id)}} has the field '${target.name}' of non-numeric type ${typeName(current)}`,
  );
}

function overflow(name: string, current: Value, target: Target) {
  return badValue(
    `Failed to apply ${name} operations to current value ((NumberLong)${valueText(current)}) for document {${fieldText('_id', target.doc._id)}}`,
  );
}

function zeroLike(operand: Numeric): Numeric {
  return multiply(new Int32(0), operand);
}

const extreme = (sign: 1 | -1): UpdateOperator => ({
  compile: (operand, _path, ctx) => (current) => {
    if (current === undefined) return operand;
    return sign * compareValues(operand, current, ctx.collation) > 0 ? operand : UNCHANGED;
  },
  creates: true,
});

type BitName = 'and' | 'or' | 'xor';

const BITS: Record<BitName, (a: bigint, b: bigint) => bigint> = {
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
};

function compileBit(operand: Value, path: string): Change {
  if (!isDoc(operand)) {
    throw badValue(
      `The $bit modifier is not compatible with a ${typeName(operand)}. You must pass in an embedded document: {$bit: {field: {and/or/xor: #}}`,
    );
  }
  const steps = Object.entries(operand).map(([name, by]) => bitStep(name, by, path));
  if (steps.length === 0) {
    throw badValue(`You must pass in at least one bitwise operation. The format is: {$bit: {field: {and/or/xor: #}}`);
  }
  return (current, target) => steps.reduce<Int32 | Long>((value, step) => step(value), bitOperand(current, target));
}

function bitStep(name: string, by: Value, path: string): (value: Int32 | Long) => Int32 | Long {
  if (name !== 'and' && name !== 'or' && name !== 'xor') {
    throw badValue(
      `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}' which is an unknown operator: {${fieldText(name, by)}}`,
    );
  }
  if (!isInteger(by)) {
    throw badValue(
      `The $bit modifier field must be an Integer(32/64 bit); a '${typeName(by)}' is not supported here: {${fieldText(path, by)}}`,
    );
  }
  return (value) => {
    const result = BITS[name](toBigInt(value), toBigInt(by));
    return value instanceof Int32 && by instanceof Int32 ? new Int32(Number(result)) : Long.fromBigInt(result);
  };
}

function bitOperand(current: Value, target: Target): Int32 | Long {
  if (current === undefined) return new Int32(0);
  if (isInteger(current)) return current;
  throw badValue(
    `Cannot apply $bit to a value of non-integral type.${fieldText('_id', target.doc._id)} has the field ${target.name} of non-integer type ${typeName(current)}`,
  );
}

function isInteger(value: Value): value is Int32 | Long {
  return value instanceof Int32 || (value instanceof Long && !(value instanceof Timestamp));
}

function toBigInt(value: Int32 | Long): bigint {
  return value instanceof Long ? value.toBigInt() : BigInt(value.value);
}

function compileCurrentDate(operand: Value, _path: string, ctx: { now: Date }): Change {
  const kind = isDoc(operand) ? dateKind(operand) : 'date';
  if (typeof operand !== 'boolean' && !isDoc(operand)) {
    throw badValue(
      `${typeName(operand)} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).`,
    );
  }
  return () => (kind === 'date' ? ctx.now : new Timestamp({ t: Math.floor(ctx.now.getTime() / 1000), i: 1 }));
}

function dateKind(operand: { [key: string]: Value }): string {
  for (const name of Object.keys(operand)) {
    if (name !== '$type') throw badValue(`Unrecognized $currentDate option: ${name}`);
  }
  if (operand.$type === 'date' || operand.$type === 'timestamp') return operand.$type;
  throw badValue(
    `The '$type' string field is required to be 'date' or 'timestamp': ${docText({ $currentDate: { field: { $type: 'date' } } })}`,
  );
}

/** Operators that compute a number, a bound or a date. */
export const ARITHMETIC_OPERATORS: Record<string, UpdateOperator> = {
  $inc: arithmetic('$inc', 'increment', addExact, (operand) => operand),
  $mul: arithmetic('$mul', 'multiply', multiplyExact, zeroLike),
  $min: extreme(-1),
  $max: extreme(1),
  $bit: { compile: compileBit, creates: true },
  $currentDate: { compile: compileCurrentDate, creates: true },
};
