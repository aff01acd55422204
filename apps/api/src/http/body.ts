import { AppError } from '@oatfin/platform/errors';
import { json, type Request, type Response } from 'express';

const parseJson = json({ limit: '1mb', strict: false, type: () => true });

/**
 * The JSON body of a request, read only once the caller was let in; `{}` when there is none. Throws
 * `request.unsupported_media_type`, `request.too_large` (over 1 MB) and `request.malformed`.
 */
export async function readBody(req: Request, res: Response): Promise<unknown> {
  if (!hasBody(req)) return {};
  if (!req.is(['application/json', 'application/*+json'])) {
    throw new AppError('request.unsupported_media_type', 'Send the body as Content-Type: application/json.');
  }
  await new Promise<void>((resolve, reject) => {
    parseJson(req, res, (error?: unknown) => (error === undefined ? resolve() : reject(error)));
  });
  refusePrototypes(req.body);
  return req.body ?? {};
}

/** RFC 9110, 6.4: a body is announced by one of two headers; an empty one counts as none. */
function hasBody(req: Request): boolean {
  return req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;
}

/** `__proto__` in JSON becomes an own key that careless copying turns into a prototype; nobody sends it in good faith. */
function refusePrototypes(body: unknown): void {
  const waiting: unknown[] = [body];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value !== 'object' || value === null) continue;
    if (Object.hasOwn(value, '__proto__')) {
      throw new AppError('request.malformed', 'The body must not contain the key __proto__.');
    }
    for (const inner of Object.values(value)) waiting.push(inner);
  }
}
