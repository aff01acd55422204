import { BSONRegExp, Int32 } from 'bson';
import { location } from '../../errors';
import { compileRegex } from '../../query/operators/regex';
import { typeName, type Value } from '../../values';
import type { ExpressionOperator } from '../scope';
import { isNullish, named } from './arguments';

const matching = (answer: (text: string, regex: RegExp) => Value, whenNull: () => Value): ExpressionOperator => {
  const cache = new Map<string, RegExp>();
  return named(['input', 'regex'], ['options'], ({ input, regex, options }, name) => {
    const compiled = compiledFor(cache, regex, options, name);
    if (isNullish(input) || compiled === undefined) return whenNull();
    if (typeof input !== 'string') throw location(51104, `${name} needs 'input' to be of type string`);
    return answer(input, compiled);
  });
};

function compiledFor(cache: Map<string, RegExp>, regex: Value, options: Value, name: string): RegExp | undefined {
  if (isNullish(regex)) return undefined;
  const [pattern, flags] = patternOf(regex, options, name);
  const key = `${flags}/${pattern}`;
  const known = cache.get(key) ?? compileRegex(pattern, flags, 'g');
  if (cache.size < 100) cache.set(key, known);
  known.lastIndex = 0;
  return known;
}

function patternOf(regex: Value, options: Value, name: string): [string, string] {
  if (!isNullish(options) && typeof options !== 'string')
    throw location(51106, `${name} needs 'options' to be of type string`);
  if (typeof regex === 'string') return [regex, options ?? ''];
  if (!(regex instanceof BSONRegExp))
    throw location(51105, `${name} needs 'regex' to be of type string or regex, found ${typeName(regex)}`);
  if (!isNullish(options) && regex.options !== '') {
    throw location(51107, `${name}: found regex option(s) specified in both 'regex' and 'option' fields`);
  }
  return [regex.pattern, options ?? regex.options];
}

function describe(match: RegExpExecArray, text: string): Value {
  return {
    match: match[0],
    idx: new Int32([...text.slice(0, match.index)].length),
    captures: match.slice(1).map((capture) => capture ?? null),
  };
}

function findFirst(text: string, regex: RegExp): Value {
  const match = regex.exec(text);
  return match === null ? null : describe(match, text);
}

function findAll(text: string, regex: RegExp): Value {
  return [...text.matchAll(regex)].map((match) => describe(match, text));
}

/** Regular expression operators. */
export const REGEXES: Record<string, ExpressionOperator> = {
  $regexMatch: matching(
    (text, regex) => regex.test(text),
    () => false,
  ),
  $regexFind: matching(findFirst, () => null),
  $regexFindAll: matching(findAll, () => []),
};
