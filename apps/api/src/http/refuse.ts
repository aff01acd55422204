import { AppError } from '@oatfin/platform/errors';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { send } from './answer';
import type { ApiDeps } from './edge';
import { problemAnswer, toAppError } from './problem';

/** The last word on a path that nothing serves. */
export const refuseUnknown: RequestHandler = () => {
  throw new AppError('request.not_found', 'There is nothing at this address.');
};

/** Answers every failure as a problem; what is our fault is logged with its stack and its cause. */
export function answerProblems(deps: ApiDeps): ErrorRequestHandler {
  return (thrown: unknown, req, res, next) => {
    const error = toAppError(thrown);
    if (error.status >= 500) req.log.error({ err: thrown, code: error.code, details: error.details }, 'request failed');
    else req.log.debug({ code: error.code, details: error.details }, 'request refused');
    if (res.headersSent) return next(thrown);
    send(res, problemAnswer(error, req.id), deps.draining);
  };
}
