import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** What the process counts, for Prometheus. */
export interface Metrics {
  registry: Registry;
  requestSeconds: Histogram<'method' | 'route' | 'status'>;
}

/** `withProcess` adds memory, event loop and garbage collection: once per process, they watch it for as long as it runs. */
export function createMetrics(options: { withProcess: boolean }): Metrics {
  const registry = new Registry();
  if (options.withProcess) collectDefaultMetrics({ register: registry });
  const requestSeconds = new Histogram({
    name: 'oatfin_http_request_seconds',
    help: 'Time to answer a request, by route; streams are not counted',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  return { registry, requestSeconds };
}

/** Measures every request under the template of its route, so that ids never become labels. */
export function measureRequests(metrics: Metrics): RequestHandler {
  return (req, res, next) => {
    const started = process.hrtime.bigint();
    res.once('finish', () => {
      if (res.locals.isStream === true) return;
      const route = typeof res.locals.route === 'string' ? res.locals.route : 'none';
      const seconds = Number(process.hrtime.bigint() - started) / 1e9;
      metrics.requestSeconds.observe({ method: req.method, route, status: res.statusCode }, seconds);
    });
    next();
  };
}
