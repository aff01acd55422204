import { findKeptMail, listKeptMails } from '@oatfin/platform/mailbox';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { renderList } from './list.page';
import { renderMailPage } from './mail.page';
import { script, style } from './page';

/**
 * `/mailbox`: what Oatfin mailed, for development. Whoever reads it can reset any password, so it answers this machine
 * alone; to others there is nothing here.
 */
export function mailboxPages(): Router {
  const router = Router();
  router.use('/mailbox', hereAlone);
  router.get('/mailbox', async (_req, res) => send(res, renderList(await listKeptMails())));
  router.get('/mailbox/mailbox.css', (_req, res) => void res.type('css').send(style));
  router.get('/mailbox/mailbox.js', (_req, res) => void res.type('text/javascript').send(script));
  router.get('/mailbox/:id', async (req, res, next) => {
    const mail = await findKeptMail(req.params.id);
    return mail ? send(res, renderMailPage(mail)) : next('router');
  });
  return router;
}

const hereAlone: RequestHandler = (req, _res, next) => (isFromHere(req) ? next() : next('router'));

/** The name matters as well as the address: another site may let its own name point here. */
function isFromHere(req: Request): boolean {
  const isLoopback = /^(::ffff:)?127\.|^::1$/.test(req.socket.remoteAddress ?? '');
  return isLoopback && /^(localhost|[\w-]+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostOf(req));
}

function hostOf(req: Request): string {
  return (req.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
}

function send(res: Response, page: string): void {
  res.setHeader('Cache-Control', 'no-store');
  res.type('html').send(page);
}
