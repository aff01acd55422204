export { add, addExact, multiply, multiplyExact, subtract } from './arithmetic';
export { type Collation, makeCollation } from './collation';
export { compareValues, valuesEqual } from './compare';
export { asDoc, cloneDoc, cloneValue, type Doc, field, isDoc, setField, shallowCopy, type Value } from './document';
export { hashKey } from './hash';
export { asNumeric, integerOf, isNumeric, type Numeric, numberOf, toDouble } from './numbers';
export { arrayIndex, getPath, getPathParts } from './path';
export { docText, fieldText, valueText } from './text';
export { canonicalType, TYPE_NUMBERS, typeName, typeNumber } from './types';
