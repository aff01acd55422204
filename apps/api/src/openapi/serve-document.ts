import { Router } from 'express';
import { jsonAnswer, send } from '../http/answer';
import type { ApiDeps } from '../http/edge';
import type { Route } from '../http/route';
import { toDocument } from './document';

/** `GET /v1/openapi.json`, for anybody; made once, when first asked for. */
export function openApiRoutes(deps: ApiDeps, routes: Route[]): Router {
  const router = Router();
  let answer: ReturnType<typeof jsonAnswer> | undefined;
  router.get('/v1/openapi.json', (_req, res) => {
    answer ??= jsonAnswer(200, toDocument(routes), { 'Cache-Control': 'no-cache' });
    res.locals.route = '/v1/openapi.json';
    send(res, answer, deps.draining);
  });
  return router;
}
