import { BSONRegExp, BSONSymbol } from 'bson';
import { badValue, location } from '../../errors';
import { type Doc, type Value, valuesEqual } from '../../values';
import { type Clause, someValue } from '../clause';
import type { Test } from '../context';
import type { FilterEnv } from '../filter-env';

/** `$regex` with its sibling `$options`. */
export function regex(operand: Value, env: FilterEnv, siblings: Doc): Clause {
  const options = siblings.$options;
  if (options !== undefined && typeof options !== 'string') throw badValue('$options has to be a string');
  if (operand instanceof BSONRegExp) {
    if (options !== undefined && operand.options !== '') {
      throw location(51074, 'options set in both $regex and $options');
    }
    return someValue(regexTest(operand.pattern, options ?? operand.options, operand), env.record);
  }
  if (typeof operand !== 'string') throw badValue('$regex has to be a string');
  return someValue(regexTest(operand, options ?? '', undefined), env.record);
}

/** `$options` alone is a fault; with `$regex` it is read there. */
export function regexOptions(_operand: Value, env: FilterEnv, siblings: Doc): Clause {
  if (siblings.$regex === undefined) throw badValue('$options needs a $regex');
  return someValue(() => true, env.record, 'whole');
}

/** Tests strings and symbols against the pattern, and stored regular expressions for equality. */
export function regexTest(pattern: string, options: string, same: BSONRegExp | undefined): Test {
  const compiled = compileRegex(pattern, options);
  const literal = same ?? new BSONRegExp(pattern, options);
  return (value) => {
    if (typeof value === 'string') return compiled.test(value);
    if (value instanceof BSONRegExp) return valuesEqual(value, literal);
    return value instanceof BSONSymbol && compiled.test(value.value);
  };
}

/**
 * A PCRE pattern as a JavaScript one: options `imsx` and `u`, a leading `(?i)`, `\A`, `\Z`, `\z`, `(?P<name>`, `\h`.
 * @throws 51091 when the pattern is invalid, 51108 for an unknown option
 */
export function compileRegex(pattern: string, options: string, extraFlags = ''): RegExp {
  for (const option of options) {
    if (!'imsxu'.includes(option)) throw location(51108, ` invalid flag in regex options: ${option}`);
  }
  const inline = /^\(\?([imsx]+)\)/.exec(pattern);
  const all = new Set(`${options}${inline?.[1] ?? ''}`);
  const body = inline === null ? pattern : pattern.slice(inline[0].length);
  const source = translate(all.has('x') ? dropFreeSpacing(body) : body);
  const flags = [...all].filter((flag) => 'ims'.includes(flag)).join('') + extraFlags;
  return build(source, flags, pattern);
}

function build(source: string, flags: string, pattern: string): RegExp {
  try {
    return new RegExp(source, `${flags}u`);
  } catch {
    return buildLoosely(source, flags, pattern);
  }
}

function buildLoosely(source: string, flags: string, pattern: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown';
    throw location(51091, `Regular expression is invalid: ${reason}`, { pattern });
  }
}

function translate(source: string): string {
  return source
    .replace(/\\A/g, '^')
    .replace(/\\[zZ]/g, '$')
    .replace(/\\h/g, '[ \\t]')
    .replace(/\(\?P</g, '(?<');
}

function dropFreeSpacing(source: string): string {
  return source.replace(/\\.|\[(?:\\.|[^\]])*\]|\s+|#.*$/gm, (part) => (/^(?:\s|#)/.test(part) ? '' : part));
}
