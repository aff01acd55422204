import { randomUUID } from 'node:crypto';
import type { Logger } from '@oatfin/platform/logging';
import type { Request, RequestHandler, Response } from 'express';

declare module 'express-serve-static-core' {
  interface Request {
    /** Names this request in answers and logs. */
    id: string;
    /** Writes the request's id into every line. */
    log: Logger;
  }
}

const saneId = /^[\w.:-]{8,128}$/;

/**
 * Gives every request an id (the caller's X-Request-Id when it is sane), answers with it, and logs one line when the
 * request is finished or its caller is gone: method, route, status and time, never bodies, queries or headers.
 */
export function logRequests(logger: Logger): RequestHandler {
  return (req, res, next) => {
    const startedAt = Date.now();
    let isLogged = false;
    const logOnce = () => {
      if (isLogged) return;
      isLogged = true;
      const facts = { ...factsOf(req, res), responseTime: Date.now() - startedAt };
      req.log[levelOf(req.originalUrl, res.statusCode)](facts, 'request finished');
    };
    req.id = requestIdOf(req);
    req.log = logger.child({ requestId: req.id });
    res.setHeader('X-Request-Id', req.id);
    res.once('finish', logOnce).once('close', logOnce);
    next();
  };
}

function factsOf(req: Request, res: Response): object {
  return { method: req.method, route: res.locals.route, team: res.locals.team, status: res.statusCode };
}

function requestIdOf(req: Request): string {
  const given = req.headers['x-request-id'];
  return typeof given === 'string' && saneId.test(given) ? given : randomUUID();
}

/** Probes come every few seconds and say nothing while all is well. */
function levelOf(url: string, status: number): 'debug' | 'info' | 'error' {
  if (status >= 500) return 'error';
  return /^\/(healthz|readyz|metrics)\b/.test(url) ? 'debug' : 'info';
}
