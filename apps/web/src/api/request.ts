import type { FieldError, Problem } from '@oatfin/contracts';
import { getAccessToken, getTeamId, refreshAccessToken } from './credentials';

export type Params = Record<string, string | number | boolean | null | undefined>;

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  params?: Params;
  data?: unknown;
  signal?: AbortSignal | undefined;
  timeoutMs?: number;
  /** One per user action. A POST without one gets its own; its retries repeat it. */
  idempotencyKey?: string;
  headers?: Record<string, string>;
  /** Log-in calls: a 401 is their answer, not a reason to refresh. */
  anonymous?: boolean;
}

/** An answer that is not 2xx, or none at all (`status` 0). `message` is a sentence for people. */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly errors: FieldError[];
  readonly deployment: string | null;

  constructor(status: number, problem: Partial<Problem>) {
    super(problem.detail || problem.title || sentenceFor(status));
    this.status = status;
    this.code = problem.code ?? 'unknown';
    this.title = problem.title ?? sentenceFor(status);
    this.errors = problem.errors ?? [];
    this.deployment = problem.deployment ?? null;
  }
}

const networkRetries = 2;

/**
 * Calls the API and gives its JSON (`undefined` for 204). Adds the access token and the team, refreshes the login once
 * on a 401, and repeats a POST that got no answer under the same Idempotency-Key.
 * @throws ApiError
 */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const response = await send(path, options);
  if (response.status === 204) return undefined as T;
  if (!response.ok) throw await toApiError(response);
  return (await response.json()) as T;
}

/** The bare answer, for event streams; logs in again on a 401 like `request`. */
export async function send(path: string, options: RequestOptions): Promise<Response> {
  const init = toInit(options);
  const response = await fetchPatiently(path, options, init);
  if (response.status !== 401 || options.anonymous) return response;
  const outcome = await refreshAccessToken();
  if (outcome === 'unreachable') throw new ApiError(0, {});
  return outcome === 'refreshed' ? fetchPatiently(path, options, init) : response;
}

/** A refused answer as an ApiError; also when something between us and the API answered without JSON. */
export async function toApiError(response: Response): Promise<ApiError> {
  const problem = (await response.json().catch(() => ({}))) as Partial<Problem>;
  return new ApiError(response.status, problem);
}

function toInit(options: RequestOptions): { method: string; headers: Record<string, string>; body?: string } {
  const method = options.method ?? 'GET';
  const headers: Record<string, string> = { accept: 'application/json', ...options.headers };
  if (method === 'POST') headers['idempotency-key'] = options.idempotencyKey ?? newIdempotencyKey();
  if (options.data === undefined) return { method, headers };
  headers['content-type'] = 'application/json';
  return { method, headers, body: JSON.stringify(options.data) };
}

async function fetchPatiently(path: string, options: RequestOptions, init: ReturnType<typeof toInit>) {
  const retries = init.method === 'POST' ? networkRetries : 0;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await fetchOnce(path, options, init);
    } catch (cause) {
      if (options.signal?.aborted) throw cause;
      if (attempt >= retries) throw new ApiError(0, {});
      await new Promise((resolve) => setTimeout(resolve, 400 * 2 ** attempt));
    }
  }
}

function fetchOnce(path: string, options: RequestOptions, init: ReturnType<typeof toInit>): Promise<Response> {
  const headers = { ...init.headers };
  const token = getAccessToken();
  const team = getTeamId();
  if (token && !options.anonymous) headers.authorization = `Bearer ${token}`;
  if (team && !options.anonymous) headers['x-team-id'] = team;
  const signals = [options.signal, options.timeoutMs === 0 ? null : AbortSignal.timeout(options.timeoutMs ?? 30_000)];
  return fetch(`/v1${path}${toSearch(options.params)}`, {
    ...init,
    headers,
    credentials: 'same-origin',
    signal: AbortSignal.any(signals.filter((signal) => signal instanceof AbortSignal)),
  });
}

function toSearch(params: Params = {}): string {
  const given = Object.entries(params).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}

/** `crypto.randomUUID` exists in secure contexts only, and an on-premise Oatfin may be plain http. */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function sentenceFor(status: number): string {
  if (status === 0) return 'Oatfin does not answer. Check your connection, then try again.';
  if (status === 403) return 'Your role in this team does not allow that.';
  if (status === 404) return 'It does not exist, or no longer does.';
  if (status === 429) return 'Too many requests just now. Wait a moment, then try again.';
  if (status >= 500) return 'Oatfin could not answer just now. Try again in a moment.';
  return `Oatfin refused this request (${status}).`;
}
