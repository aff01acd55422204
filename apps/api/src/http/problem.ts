import { STATUS_CODES } from 'node:http';
import type { Problem } from '@oatfin/contracts';
import { AppError } from '@oatfin/platform/errors';
import type { Answer } from './answer';
import { isStoreError } from './store-errors';

/** Details of an AppError that the caller may see; all others are for the log. */
const publicDetails = ['deployment'] as const;

/** Seconds after which trying again can help, where the thrower does not say. */
const retryAfterSeconds = 2;

/**
 * Every failure as RFC 9457 problem details. What is not an AppError is classified by its class or code (body parser,
 * stores) or else is a generic 500: the text of a foreign error never leaves the server.
 */
export function problemAnswer(thrown: unknown, requestId: string): Answer {
  const error = toAppError(thrown);
  const problem: Problem = {
    type: `urn:oatfin:problem:${error.code}`,
    title: STATUS_CODES[error.status] ?? 'Error',
    status: error.status,
    detail: error.status === 500 ? 'Something went wrong on our side.' : error.publicMessage,
    code: error.code,
    requestId,
    ...(error.errors.length > 0 ? { errors: error.errors } : {}),
    ...pick(error.details),
  };
  const headers = { 'Content-Type': 'application/problem+json; charset=utf-8', ...headersOf(error) };
  return { status: error.status, headers, body: JSON.stringify(problem) };
}

/** The error the product knows for whatever was thrown; `internal` when it knows none. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (isStoreError(thrown)) {
    return new AppError('store.unavailable', 'A store is away for the moment; try again.', { cause: thrown });
  }
  return fromParser(thrown) ?? new AppError('internal', 'Something went wrong.', { cause: thrown });
}

function headersOf(error: AppError): Record<string, string> {
  if (error.status === 401) return { 'WWW-Authenticate': 'Bearer' };
  if (error.code === 'request.method_not_allowed') return { Allow: String(error.details.allow) };
  return error.retryable ? { 'Retry-After': String(error.details.retryAfterSeconds ?? retryAfterSeconds) } : {};
}

function pick(details: Record<string, unknown>): Pick<Problem, 'deployment'> {
  const shown = publicDetails.flatMap((key) => (typeof details[key] === 'string' ? [[key, details[key]]] : []));
  return Object.fromEntries(shown);
}

/** What Express and its body parser throw (http-errors) carries a status below 500. */
function fromParser(thrown: unknown): AppError | null {
  if (!(thrown instanceof Error) || !('status' in thrown) || typeof thrown.status !== 'number') return null;
  const cause = { cause: thrown };
  if (thrown.status === 413) return new AppError('request.too_large', 'The body is larger than 1 MB.', cause);
  if (thrown.status === 415) {
    return new AppError('request.unsupported_media_type', 'The body must be UTF-8 JSON, plain or gzipped.', cause);
  }
  return thrown.status < 500 ? new AppError('request.malformed', 'The request is not well-formed.', cause) : null;
}
