import type { FormRule } from 'antd';
import type { VariableRow } from '../values';

/** A variable's name is one that every shell accepts, and is given once. */
export function nameRules(rows: () => VariableRow[], row: number): FormRule[] {
  return [
    { required: true, message: 'Give it a name, or remove it' },
    { pattern: /^[A-Za-z_][A-Za-z0-9_]*$/, message: 'Letters, digits and _, not starting with a digit' },
    {
      validator: (_, name?: string) =>
        rows().some((other, index) => index !== row && name && other.name === name)
          ? Promise.reject(new Error('This name is given twice'))
          : Promise.resolve(),
    },
  ];
}
