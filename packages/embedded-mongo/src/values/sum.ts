import { Decimal128, Double, Int32 } from 'bson';
import { type Decimal, decimalFromDouble, encodeDecimal } from './decimal';
import { addDecimals, divideDecimals } from './decimal-arithmetic';
import type { Value } from './document';
import { asNumeric, bigIntOf, intOrLong, longOf, type Numeric, toExactDecimal, type Width, widthOf } from './numbers';

const RANK: Record<Width, number> = { int: 0, long: 1, double: 2, decimal: 3 };

/**
 * A running sum as `$sum` and `$avg` keep it: integers exactly, doubles with a correction term, decimals apart; the
 * widest type met decides the result's.
 */
export class RunningSum {
  /** How many numbers were added. */
  count = 0;
  private width: Width = 'int';
  private small = 0;
  private integers = 0n;
  private double = 0;
  private correction = 0;
  private decimal: Decimal | number = { coefficient: 0n, exponent: 0 };

  /** Adds a value; what is no number is ignored. */
  add(value: Value): void {
    const numeric = asNumeric(value);
    if (numeric === undefined) return;
    this.count += 1;
    const width = widthOf(numeric);
    if (RANK[width] > RANK[this.width]) this.width = width;
    if (numeric instanceof Int32) this.addSmall(numeric.value);
    else if (numeric instanceof Double) this.addDouble(numeric.value);
    else if (numeric instanceof Decimal128) this.decimal = addDecimals(this.decimal, toExactDecimal(numeric));
    else this.integers += bigIntOf(numeric);
  }

  private addSmall(value: number): void {
    this.small += value;
    if (Number.isSafeInteger(this.small)) return;
    this.integers += BigInt(this.small - value) + BigInt(value);
    this.small = 0;
  }

  private addDouble(value: number): void {
    const sum = this.double + value;
    if (Number.isFinite(sum)) {
      const isLarger = Math.abs(this.double) >= Math.abs(value);
      this.correction += isLarger ? this.double - sum + value : value - sum + this.double;
    }
    this.double = sum;
  }

  /** The sum; int 0 when nothing was added. */
  total(): Numeric {
    const integers = this.integers + BigInt(this.small);
    if (this.width === 'decimal') return encodeDecimal(this.decimalTotal(integers));
    if (this.width === 'double') return new Double(this.doubleTotal(integers));
    const exact = this.width === 'int' ? intOrLong(integers) : longOf(integers);
    return exact ?? new Double(Number(integers));
  }

  /** The mean: a double, or a decimal when one was added; null when nothing was. */
  mean(): Value {
    if (this.count === 0) return null;
    const integers = this.integers + BigInt(this.small);
    if (this.width !== 'decimal') return new Double(this.doubleTotal(integers) / this.count);
    const count = { coefficient: BigInt(this.count), exponent: 0 };
    return encodeDecimal(divideDecimals(this.decimalTotal(integers), count));
  }

  private doubleTotal(integers: bigint): number {
    const doubles = Number.isFinite(this.double) ? this.double + this.correction : this.double;
    return integers === 0n ? doubles : Number(integers) + doubles;
  }

  private decimalTotal(integers: bigint): Decimal | number {
    const whole = addDecimals(this.decimal, { coefficient: integers, exponent: 0 });
    const doubles = this.double + this.correction;
    return doubles === 0 ? whole : addDecimals(whole, decimalFromDouble(doubles));
  }
}
