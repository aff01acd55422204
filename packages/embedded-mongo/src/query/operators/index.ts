import { badValue } from '../../errors';
import type { Doc, Value } from '../../values';
import { type Clause, someValue } from '../clause';
import type { FilterEnv } from '../filter-env';
import { all, elemMatch } from './array';
import { COMPARISON } from './comparison';
import { exists, type } from './element';
import { bits, mod, size } from './evaluation';
import { regex, regexOptions } from './regex';

/** Compiles one operator of a field's conditions; siblings are the conditions beside it. */
type FieldOperator = (operand: Value, env: FilterEnv, siblings: Doc) => Clause;

const refused =
  (name: string): FieldOperator =>
  () => {
    throw badValue(`${name} is not supported by the embedded server`);
  };

/** The operators of a field by name, except `$not`, which the parser reads itself. */
export const FIELD_OPERATORS: ReadonlyMap<string, FieldOperator> = new Map<string, FieldOperator>(
  Object.entries({
    ...COMPARISON,
    $exists: exists,
    $type: type,
    $mod: mod,
    $size: size,
    $regex: regex,
    $options: regexOptions,
    $elemMatch: elemMatch,
    $all: all,
    $bitsAllSet: bits((masked, mask) => masked === mask),
    $bitsAllClear: bits((masked) => masked === 0n),
    $bitsAnySet: bits((masked) => masked !== 0n),
    $bitsAnyClear: bits((masked, mask) => masked !== mask),
    $comment: (_operand: Value, env: FilterEnv) => someValue(() => true, env.record, 'whole'),
    $geoWithin: refused('$geoWithin'),
    $geoIntersects: refused('$geoIntersects'),
    $within: refused('$within'),
    $near: refused('$near'),
    $nearSphere: refused('$nearSphere'),
    $geoNear: refused('$geoNear'),
  }),
);
