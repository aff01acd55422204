import { join } from 'node:path';
import express, { type RequestHandler, Router } from 'express';

const yearSeconds = 365 * 24 * 60 * 60;

/** Files that the build names by their content. */
const hashed = /\.[0-9a-f]{8,}\.(?:async\.)?(?:chunk\.)?[a-z0-9]+$/;

/**
 * The built dashboard: files named by their content may be kept for a year, everything else is asked for again each
 * time. A navigation to any other page gets index.html: its router knows the pages.
 */
export function dashboard(folder: string): Router {
  const router = Router();
  const files = express.static(folder, {
    index: false,
    redirect: false,
    etag: true,
    setHeaders: (res, path) => {
      res.setHeader('Cache-Control', hashed.test(path) ? `public, max-age=${yearSeconds}, immutable` : 'no-cache');
    },
  });
  router.use(files, answerNavigation(join(folder, 'index.html')));
  return router;
}

function answerNavigation(page: string): RequestHandler {
  return (req, res, next) => {
    const isNavigation = ['GET', 'HEAD'].includes(req.method) && req.accepts(['json', 'html']) === 'html';
    if (!isNavigation || /^\/(v1|docs|healthz|readyz|metrics)(\/|$)/.test(req.path)) return next();
    res.setHeader('Cache-Control', 'no-cache');
    res.sendFile(page, (error?: Error) => (error ? next() : undefined));
  };
}
