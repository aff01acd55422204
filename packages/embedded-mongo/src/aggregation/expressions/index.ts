import type { ExpressionOperator } from '../scope';
import { AGGREGATES } from './aggregates';
import { ARITHMETIC } from './arithmetic';
import { ARRAYS } from './arrays';
import { BITS } from './bits';
import { CONVERSION } from './conversion';
import { DATE_PARTS } from './date-parts';
import { DATES } from './dates';
import { ITERATION } from './iteration';
import { LOGIC } from './logic';
import { OBJECTS } from './objects';
import { REGEXES } from './regexes';
import { ROUNDING } from './rounding';
import { SETS } from './sets';
import { STRINGS } from './strings';
import { TRIGONOMETRY } from './trigonometry';
import { VARIABLES } from './variables';

/** Every expression operator by name. */
export const EXPRESSION_OPERATORS: ReadonlyMap<string, ExpressionOperator> = new Map(
  Object.entries({
    ...AGGREGATES,
    ...ARITHMETIC,
    ...ARRAYS,
    ...BITS,
    ...CONVERSION,
    ...DATE_PARTS,
    ...DATES,
    ...ITERATION,
    ...LOGIC,
    ...OBJECTS,
    ...REGEXES,
    ...ROUNDING,
    ...SETS,
    ...STRINGS,
    ...TRIGONOMETRY,
    ...VARIABLES,
  }),
);
