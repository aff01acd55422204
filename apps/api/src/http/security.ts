import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { RequestHandler } from 'express';
import helmet, { type HelmetOptions } from 'helmet';

const policy = {
  'default-src': ["'self'"],
  'script-src': ["'self'"],
  // antd writes its styles into the page at run time.
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:'],
  'connect-src': ["'self'"],
  'frame-ancestors': ["'none'"],
  'base-uri': ["'self'"],
  'form-action': ["'self'"],
  'object-src': ["'none'"],
};

/**
 * Security headers. What tells browsers to insist on TLS is sent over TLS alone: on http://localhost it would lock the
 * dashboard out of its own API. They are the same for every request, so helmet writes them once.
 */
export function secureHeaders(): RequestHandler {
  const options = { frameguard: { action: 'deny' }, referrerPolicy: { policy: 'same-origin' } } as const;
  const plain = headersOf({
    ...options,
    contentSecurityPolicy: { useDefaults: false, directives: policy },
    hsts: false,
  });
  const overTls = headersOf({
    ...options,
    contentSecurityPolicy: { useDefaults: false, directives: { ...policy, 'upgrade-insecure-requests': [] } },
  });
  return (req, res, next) => {
    for (const [name, value] of req.secure ? overTls : plain) res.setHeader(name, value);
    next();
  };
}

/** What helmet sets on an answer. */
function headersOf(options: HelmetOptions): [string, string][] {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  helmet(options)(request, response, (error?: unknown) => {
    if (error) throw error;
  });
  return Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]);
}
