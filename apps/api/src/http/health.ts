import { type RequestHandler, Router } from 'express';
import { jsonAnswer, send } from './answer';
import type { ApiDeps } from './edge';

/** `/healthz`: the process is up. `/readyz`: its stores answer and it is not shutting down. `/metrics`: Prometheus. */
export function healthRoutes(deps: ApiDeps): Router {
  const router = Router();
  router.get('/healthz', (_req, res) => send(res, jsonAnswer(200, { status: 'up' }), deps.draining));
  router.get('/readyz', readiness(deps));
  router.get('/metrics', async (_req, res) => {
    res.setHeader('Content-Type', deps.metrics.registry.contentType);
    res.end(await deps.metrics.registry.metrics());
  });
  return router;
}

function readiness(deps: ApiDeps): RequestHandler {
  return async (_req, res) => {
    const answers = await Promise.all(deps.stores.map((store) => store.answers()));
    const away = deps.stores.filter((_store, index) => !answers[index]).map((store) => store.name);
    const ready = away.length === 0 && !deps.draining.aborted;
    const body = { status: ready ? 'ready' : deps.draining.aborted ? 'draining' : 'waiting', away };
    send(res, jsonAnswer(ready ? 200 : 503, body, ready ? {} : { 'Retry-After': '2' }), deps.draining);
  };
}
