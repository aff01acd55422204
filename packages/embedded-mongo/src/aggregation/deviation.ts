import { Double } from 'bson';
import type { Value } from '../values';

/** The standard deviation as a double; null when the divisor says there are too few numbers. */
export function standardDeviation(numbers: readonly number[], divisor: number): Value {
  if (divisor <= 0) return null;
  const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  const squares = numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0);
  return new Double(Math.sqrt(squares / divisor));
}
