import type { z } from 'zod';

type Issue = Parameters<z.core.$ZodErrorMap>[0];

/**
 * What is wrong with a field, as the end of a sentence that begins with its name: "must be at most 64 characters". For the
 * `error` option of a parse; what a schema says in words of its own comes first. Gives zod's codes one sentence each:
 * https://zod.dev/error-customization
 */
export function sentenceOf(issue: Issue): string {
  const isAbsent = issue.code === 'invalid_type' || issue.code === 'invalid_value';
  if (isAbsent && issue.input === undefined) return 'is missing';
  if (issue.code === 'invalid_type') return types[issue.expected] ?? `must be of the type ${issue.expected}`;
  if (issue.code === 'invalid_value') return choice(issue.values, issue.expected);
  if (issue.code === 'too_big') return size(issue.origin, issue.maximum, issue.inclusive ? 'at most' : 'less than');
  if (issue.code === 'too_small') return size(issue.origin, issue.minimum, issue.inclusive ? 'at least' : 'more than');
  if (issue.code === 'invalid_format') return format(issue);
  if (issue.code === 'not_multiple_of') return `must be a multiple of ${issue.divisor}`;
  if (issue.code === 'invalid_union') return kind(issue);
  return 'does not fit';
}

const types: Record<string, string> = {
  string: 'must be a string',
  number: 'must be a number',
  int: 'must be a whole number',
  boolean: 'must be true or false',
  array: 'must be a list',
  object: 'must be an object',
  record: 'must be an object',
  null: 'must be null',
};

function choice(values: readonly unknown[], expected: unknown): string {
  if (expected === 'stringbool') return 'must be true or false';
  return values.length === 1 ? `must be ${values[0]}` : `must be one of ${values.join(', ')}`;
}

function size(origin: string, limit: number | bigint, bound: string): string {
  const plural = Number(limit) === 1 ? '' : 's';
  if (origin === 'string') return `must be ${bound} ${limit} character${plural}`;
  if (origin === 'array') return `must have ${bound} ${limit} item${plural}`;
  return `must be ${bound} ${limit}`;
}

function format(issue: Extract<Issue, { code: 'invalid_format' }>): string {
  if (issue.format === 'starts_with') return `must begin with ${issue.prefix}`;
  if (issue.format === 'datetime') return 'must be a time in UTC such as 2027-02-10T08:00:00.000Z';
  return 'does not have the right form';
}

/** Of things of several kinds, the field that says which: `healthCheck.type`. */
function kind({ input, discriminator, options }: Extract<Issue, { code: 'invalid_union' }>): string {
  if (discriminator === undefined || !Array.isArray(options)) return 'does not fit';
  const isNamed = typeof input === 'object' && input !== null && discriminator in input;
  return isNamed ? choice(options, null) : 'is missing';
}
