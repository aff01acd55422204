import { location, typeMismatch } from '../errors';
import type { Call } from '../server/context';
import { asDoc, asNumeric, type Doc, field, integerOf, isDoc, numberOf, typeName, type Value } from '../values';

/** Reads the fields of a command; every method throws what MongoDB throws for a wrong type (14) or value. */
export class Arguments {
  constructor(
    private readonly source: Doc,
    /** What messages call the document: `find`, `update.updates`. */
    private readonly label: string,
  ) {}

  value(name: string): Value {
    return field(this.source, name);
  }

  /** @throws 40414 when missing, 14 when it is no string */
  string(name: string): string {
    const value = this.present(name);
    return typeof value === 'string' ? value : this.refuse(name, value, 'string');
  }

  /** @throws 40414 when missing, 14 when it is no document */
  doc(name: string): Doc {
    const value = this.present(name);
    return asDoc(value) ?? this.refuse(name, value, 'object');
  }

  /** Null counts as missing. */
  optionalDoc(name: string): Doc | undefined {
    const value = this.value(name);
    if (value === undefined || value === null) return undefined;
    return asDoc(value) ?? this.refuse(name, value, 'object');
  }

  /** @throws 40414 when missing, 14 when it or an element is of another type */
  docs(name: string): Doc[] {
    return this.optionalDocs(name) ?? this.missing(name);
  }

  optionalDocs(name: string): Doc[] | undefined {
    const value = this.value(name);
    if (value === undefined || value === null) return undefined;
    if (!Array.isArray(value)) return this.refuse(name, value, 'array');
    return value.map((item, at) => (isDoc(item) ? item : this.refuse(`${name}.${at}`, item, 'object')));
  }

  /** Numbers count as true unless zero. */
  flag(name: string, otherwise = false): boolean {
    const value = this.value(name);
    if (value === undefined || value === null) return otherwise;
    if (typeof value === 'boolean') return value;
    if (asNumeric(value) === undefined) {
      throw typeMismatch(
        `BSON field '${this.label}.${name}' is the wrong type '${typeName(value)}', expected types '[bool, long, int, decimal, double']`,
      );
    }
    return numberOf(value) !== 0;
  }

  /** A whole number, not negative. */
  count(name: string): number | undefined {
    const count = this.integer(name);
    if (count !== undefined && count < 0) {
      throw location(51024, `BSON field '${name}' value must be >= 0, actual value '${count}'`);
    }
    return count;
  }

  integer(name: string): number | undefined {
    const value = this.value(name);
    if (value === undefined || value === null) return undefined;
    if (asNumeric(value) === undefined) return this.refuse(name, value, 'long');
    return integerOf(value) ?? Math.trunc(numberOf(value));
  }

  private present(name: string): Value {
    const value = this.value(name);
    return value === undefined || value === null ? this.missing(name) : value;
  }

  private missing(name: string): never {
    throw location(40414, `BSON field '${this.label}.${name}' is missing but a required field`);
  }

  private refuse(name: string, value: Value, expected: string): never {
    throw typeMismatch(
      `BSON field '${this.label}.${name}' is the wrong type '${typeName(value)}', expected type '${expected}'`,
    );
  }
}

/** The arguments of the command itself. */
export function argumentsOf(call: Call): Arguments {
  return new Arguments(call.body, call.name);
}
