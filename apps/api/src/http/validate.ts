import { AppError, type FieldFault } from '@oatfin/platform/errors';
import type { z } from 'zod';
import { sentenceOf } from './issue-sentences';

type Issue = z.core.$ZodIssue;

/** Parses what the caller sent. Throws `request.invalid` with every faulty field by name, unknown ones included. */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  given: unknown,
  place: 'body' | 'query',
): z.output<Schema> {
  const parsed = schema.safeParse(given, { error: sentenceOf });
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.flatMap((issue) => toFaults(issue, place));
  throw new AppError('request.invalid', `The ${place} does not fit: see errors.`, { errors });
}

/** A name that no thing has: MongoDB's ids begin with the time they were made. */
const nobody = '0'.repeat(24);

/**
 * A malformed id in a path names nothing, just like an unknown one; the use case is therefore asked for an id that
 * nothing has, so that malformed, unknown and foreign ids get one and the same answer.
 */
export function idOrNobody(given: string): string {
  return /^[0-9a-f]{24}$/.test(given) ? given : nobody;
}

function toFaults(issue: Issue, place: string, prefix: PropertyKey[] = []): FieldFault[] {
  const path = [...prefix, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    const owner = path.length === 0 ? `the ${place}` : dotted(path);
    return issue.keys.map((key) => ({ path: dotted([...path, key]), message: `is not a field of ${owner}` }));
  }
  if (issue.code === 'invalid_union') return faultsOfUnion(issue, place, path);
  if (issue.code === 'invalid_key') {
    return [{ path: dotted(path), message: `has a name that ${issue.issues[0]?.message ?? 'does not fit'}` }];
  }
  return [{ path: dotted(path), message: issue.message }];
}

/** Of a union's alternatives the one that came nearest: whose faults lie deepest. */
function faultsOfUnion(issue: z.core.$ZodIssueInvalidUnion, place: string, path: PropertyKey[]): FieldFault[] {
  const depth = (issues: Issue[]) => Math.min(...issues.map((inner) => inner.path.length));
  const nearest = [...issue.errors].sort((a, b) => depth(b) - depth(a))[0];
  if (!nearest || nearest.length === 0) return [{ path: dotted(path), message: issue.message }];
  return nearest.flatMap((inner) => toFaults(inner, place, path));
}

function dotted(path: PropertyKey[]): string {
  return path.map(String).join('.');
}
