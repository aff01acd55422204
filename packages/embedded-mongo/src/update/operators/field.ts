import { REMOVED, type UpdateOperator } from '../modification';

/** Operators that write or remove a field as given. */
export const FIELD_OPERATORS: Record<string, UpdateOperator> = {
  $set: { compile: (operand) => () => operand, creates: true },
  $setOnInsert: { compile: (operand) => () => operand, creates: true, onInsertOnly: true },
  $unset: { compile: () => () => REMOVED, creates: false },
};
