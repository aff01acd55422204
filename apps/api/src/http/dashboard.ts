import { join } from 'node:path';
import express, { type RequestHandler, Router } from 'express';

const yearSeconds = 365 * 24 * 60 * 60;

/** Files that the build names by their content. */
const hashed = /\.[0-9a-f]{8,}\.(?:async\.)?(?:chunk\.)?[a-z0-9]+$/;

/** What is not the dashboard's: an unknown path below one of these is the API's to refuse. */
const ofApi = /^\/(v1|docs|healthz|readyz|metrics)(\/|$)/;
const namesFile = /\.[^/]*$/;

/**
 * The built dashboard: files named by their content may be kept for a year, everything else is asked for again each
 * time. Any other path without a file extension gets index.html, whoever asks: its router knows the pages. A file that
 * is not there answers 404.
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
  router.use(files, answerPage(join(folder, 'index.html')));
  return router;
}

function answerPage(page: string): RequestHandler {
  return (req, res, next) => {
    const isRead = req.method === 'GET' || req.method === 'HEAD';
    if (!isRead || ofApi.test(req.path) || namesFile.test(req.path)) return next();
    res.setHeader('Cache-Control', 'no-cache');
    res.sendFile(page, (error?: Error) => (error ? next() : undefined));
  };
}
