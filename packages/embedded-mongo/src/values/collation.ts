import { badValue, location, typeMismatch } from '../errors';
import { compareBinaryText } from './binary-text';
import { collationKey } from './collation.key';
import type { Doc } from './document';
import { integerOf } from './numbers';
import { typeName } from './types';

/** Compares strings by the rules of a language (https://www.mongodb.com/docs/manual/reference/collation/). */
export interface Collation {
  /** Order of two strings. */
  compare(a: string, b: string): number;
  /** Equal strings have equal keys; binary order of keys follows `compare` for Latin text, elsewhere nearly. */
  key(s: string): string;
}

const FIELDS = new Set([
  'locale',
  'strength',
  'caseLevel',
  'caseFirst',
  'numericOrdering',
  'alternate',
  'maxVariable',
  'normalization',
  'backwards',
  'version',
]);

const BINARY: Collation = { compare: compareBinaryText, key: (text) => text };

/**
 * The collation a `collation` option describes. `{locale: 'simple'}` compares bytes.
 * @throws 2 for a bad locale or strength, 14 for a wrong type, 40414 without a locale, 40415 for an unknown field
 */
export function makeCollation(spec: Doc): Collation {
  checkFields(spec);
  const locale = localeOf(spec);
  if (locale === 'simple') return BINARY;
  const options = optionsOf(spec);
  const levels = coarserThan(options.sensitivity).map((sensitivity) =>
    makeCollator(locale, { ...options, sensitivity }, spec),
  );
  const full = makeCollator(locale, options, spec);
  const numeric = options.numeric === true;
  return { compare: full.compare, key: (text) => collationKey(text, [...levels, full], numeric) };
}

/** Accents are compared before case, and letters before both. */
function coarserThan(sensitivity: Intl.CollatorOptions['sensitivity']): ('base' | 'accent')[] {
  if (sensitivity === 'base') return [];
  return sensitivity === 'variant' ? ['base', 'accent'] : ['base'];
}

function checkFields(spec: Doc): void {
  for (const name of Object.keys(spec)) {
    if (!FIELDS.has(name)) throw location(40415, `BSON field 'collation.${name}' is an unknown field.`);
  }
}

function localeOf(spec: Doc): string {
  if (spec.locale === undefined) {
    throw location(40414, "BSON field 'collation.locale' is missing but a required field");
  }
  if (typeof spec.locale !== 'string') {
    throw typeMismatch(
      `BSON field 'collation.locale' is the wrong type '${typeName(spec.locale)}', expected type 'string'`,
    );
  }
  return spec.locale;
}

function optionsOf(spec: Doc): Intl.CollatorOptions {
  const strength = spec.strength === undefined ? 3 : integerOf(spec.strength);
  if (strength === undefined || strength < 1 || strength > 5) {
    throw badValue('Enumeration value for field collation.strength must be between 1 and 5');
  }
  return {
    sensitivity: sensitivityOf(strength, spec.caseLevel === true),
    numeric: spec.numericOrdering === true,
    ignorePunctuation: spec.alternate === 'shifted',
    ...(spec.caseFirst === 'upper' || spec.caseFirst === 'lower' ? { caseFirst: spec.caseFirst } : {}),
  };
}

function sensitivityOf(strength: number, caseLevel: boolean): 'base' | 'accent' | 'case' | 'variant' {
  if (strength === 1) return caseLevel ? 'case' : 'base';
  if (strength === 2) return caseLevel ? 'variant' : 'accent';
  return 'variant';
}

function makeCollator(locale: string, options: Intl.CollatorOptions, spec: Doc): Intl.Collator {
  const tag = locale.replaceAll('_', '-').replace(/@collation=(\w+)$/, '-u-co-$1');
  if (!isKnownLocale(tag)) {
    throw badValue(`Field 'locale' is invalid in: { locale: "${String(spec.locale)}" }`);
  }
  return new Intl.Collator(tag, options);
}

function isKnownLocale(tag: string): boolean {
  try {
    return Intl.Collator.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}
