import type { UpdateOperator } from '../modification';
import { ARITHMETIC_OPERATORS } from './arithmetic';
import { ARRAY_OPERATORS } from './array';
import { FIELD_OPERATORS } from './field';

/** Every update operator by name, except `$rename`, which touches two paths. */
export const UPDATE_OPERATORS: ReadonlyMap<string, UpdateOperator> = new Map(
  Object.entries({ ...FIELD_OPERATORS, ...ARITHMETIC_OPERATORS, ...ARRAY_OPERATORS }),
);
