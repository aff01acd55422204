import { AppError } from '@oatfin/platform/errors';
import { type NextFunction, type Request, type RequestHandler, type Response, Router } from 'express';
import type { Edge } from './edge';
import { refuseUnknown } from './refuse';
import type { Route, When } from './route';

/** Serves the table. Of two routes with one method and path, the one that asks for a query parameter is tried first. */
export function mountRoutes(edge: Edge, routes: Route[]): Router {
  const router = Router({ caseSensitive: true });
  router.use('/v1', refuseWithoutMongo(edge));
  for (const route of [...routes].sort((a, b) => Number(b.when !== undefined) - Number(a.when !== undefined))) {
    router[route.method](toExpressPath(route.path), serve(edge, route));
  }
  for (const path of new Set(routes.map((route) => route.path))) {
    router.all(toExpressPath(path), refuseMethod(methodsOf(routes, path)));
  }
  router.use('/v1', refuseUnknown);
  return router;
}

/** `/v1/apps/{id}` as Express writes it. */
function toExpressPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

function serve(edge: Edge, route: Route): RequestHandler {
  return (req, res, next) => {
    if (route.when && !matches(req, route.when)) return next('route');
    res.locals.route = route.path;
    route.serve(edge, req, res).catch(next);
  };
}

function matches(req: Request, when: When): boolean {
  const given = req.query[when.query];
  if (given === undefined) return false;
  return when.value === undefined || /^(true|1|yes|on|y|enabled)$/i.test(String(given));
}

/** Without its store no route can answer: said at once, instead of after the driver's patience. */
function refuseWithoutMongo(edge: Edge): RequestHandler {
  return (_req: Request, _res: Response, next: NextFunction) => {
    if (edge.isMongoConnected()) return next();
    throw new AppError('store.unavailable', 'The database is away for the moment; try again.');
  };
}

function methodsOf(routes: Route[], path: string): string {
  const methods = routes.filter((route) => route.path === path).map((route) => route.method.toUpperCase());
  return [...new Set(methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))].join(', ');
}

function refuseMethod(allow: string): RequestHandler {
  return (req) => {
    throw new AppError('request.method_not_allowed', `${req.method} is not possible here; ${allow} is.`, {
      details: { allow },
    });
  };
}
