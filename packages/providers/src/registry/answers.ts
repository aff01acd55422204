import { z } from 'zod';
import type { RegistryCredentials } from '../targets';

/** An answer below 500 that was read in full. */
export interface Answer {
  status: number;
  headers: Headers;
  body: Buffer;
}

/** OCI distribution spec, "Error Codes". */
const Failure = z.object({
  errors: z.array(z.object({ code: z.string(), message: z.string().optional() })).min(1),
});

/** The registry's own code, such as `NAME_UNKNOWN`; null when it gave none. */
export function failureCode(answer: Answer): string | null {
  return failureOf(answer)?.code ?? null;
}

/** What the registry answered, for people: `404 NAME_UNKNOWN (repository name not known to registry)`. */
export function describeAnswer(answer: Answer, credentials: RegistryCredentials | null): string {
  const failure = failureOf(answer);
  if (failure === undefined) return isWebPage(answer) ? `${answer.status} with a web page` : `${answer.status}`;
  const { code, message } = failure;
  const text = message === undefined ? code : `${code} (${message})`;
  return `${answer.status} ${readable(text, credentials)}`;
}

/** Whether it is made for browsers: web servers give their front page for any address, `/v2/` too. */
export function isWebPage({ headers }: Answer): boolean {
  return headers.get('content-type')?.startsWith('text/html') ?? false;
}

function failureOf(answer: Answer): { code: string; message?: string | undefined } | undefined {
  const failure = Failure.safeParse(parseJson(answer.body));
  return failure.success ? failure.data.errors[0] : undefined;
}

/** One short line, without the password, should the registry have repeated it. */
function readable(text: string, credentials: RegistryCredentials | null): string {
  const clean = credentials === null ? text : text.replaceAll(credentials.password, '…');
  return clean.replace(/[\p{Cc}\s]+/gu, ' ').slice(0, 200);
}

/** Undefined when it is not JSON. */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
