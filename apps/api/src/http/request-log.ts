import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Logger } from '@oatfin/platform/logging';
import type { RequestHandler, Response } from 'express';
import { pinoHttp } from 'pino-http';

const saneId = /^[\w.:-]{8,128}$/;

/**
 * Gives every request an id (the caller's X-Request-Id when it is sane), answers with it, and logs one line when the
 * request is finished: method, route, status and time, never bodies, queries or headers.
 */
export function logRequests(logger: Logger): RequestHandler {
  const log = pinoHttp<IncomingMessage, Response>({
    logger,
    genReqId: (req) => requestIdOf(req),
    quietReqLogger: true,
    quietResLogger: true,
    customAttributeKeys: { reqId: 'requestId' },
    serializers: { req: () => undefined, res: () => undefined },
    customLogLevel: (req, res) => levelOf(req.url ?? '', res.statusCode),
    customSuccessMessage: () => 'request finished',
    customErrorMessage: () => 'request finished',
    customSuccessObject: (req, res, values) => ({ ...factsOf(req, res), responseTime: values.responseTime }),
    customErrorObject: (req, res, _error, values) => ({ ...factsOf(req, res), responseTime: values.responseTime }),
  });
  return (req, res, next) => {
    log(req, res);
    res.setHeader('X-Request-Id', String(req.id));
    next();
  };
}

function factsOf(req: IncomingMessage, res: Response): object {
  return { method: req.method, route: res.locals.route, team: res.locals.team, status: res.statusCode };
}

function requestIdOf(req: IncomingMessage): string {
  const given = req.headers['x-request-id'];
  return typeof given === 'string' && saneId.test(given) ? given : randomUUID();
}

/** Probes come every few seconds and say nothing while all is well. */
function levelOf(url: string, status: number): 'debug' | 'info' | 'error' {
  if (status >= 500) return 'error';
  return /^\/(healthz|readyz|metrics)\b/.test(url) ? 'debug' : 'info';
}
