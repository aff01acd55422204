import { errorCodes } from './catalogue';

export { errorCodes };
export type ErrorCode = keyof typeof errorCodes;

/** A field that is at fault, as 400 and 422 answers name it; `path` is dotted. */
export interface FieldFault {
  path: string;
  message: string;
}

export interface AppErrorOptions {
  cause?: unknown;
  /** Facts for the log and for programs; never secrets. Sent to the caller only where the edge names the key. */
  details?: Record<string, unknown>;
  /** The faulty fields, for 400 and 422. */
  errors?: FieldFault[];
}

/**
 * The one error of the product: a catalogued code and a sentence fit for the caller.
 * Whatever else is thrown counts as `internal` and its text never leaves the server.
 */
export class AppError extends Error {
  override name = 'AppError';
  readonly details: Record<string, unknown>;
  readonly errors: FieldFault[];

  constructor(
    readonly code: ErrorCode,
    readonly publicMessage: string,
    options: AppErrorOptions = {},
  ) {
    super(`${code}: ${publicMessage}`, { cause: options.cause });
    this.details = options.details ?? {};
    this.errors = options.errors ?? [];
  }

  /** HTTP status the edge answers with. */
  get status(): number {
    return errorCodes[this.code].status;
  }

  /** Whether trying the same again later can help: the worker retries, the edge adds Retry-After. */
  get retryable(): boolean {
    return errorCodes[this.code].retryable;
  }
}

/** A 422 about one field: `fieldError('app.invalid', 'containers.0.env.A', '…')`. */
export function fieldError(code: ErrorCode, path: string, message: string): AppError {
  return new AppError(code, message, { errors: [{ path, message }] });
}

/** The same error, blaming a field of the request: a use case knows which one, an adapter does not. */
export function atField(error: AppError, path: string): AppError {
  const { code, publicMessage, details } = error;
  return new AppError(code, publicMessage, { cause: error, details, errors: [{ path, message: publicMessage }] });
}
