import type { RequestHandler } from 'express';
import helmet from 'helmet';

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
 * dashboard out of its own API.
 */
export function secureHeaders(): RequestHandler {
  const options = { frameguard: { action: 'deny' }, referrerPolicy: { policy: 'same-origin' } } as const;
  const plain = helmet({
    ...options,
    contentSecurityPolicy: { useDefaults: false, directives: policy },
    hsts: false,
  });
  const overTls = helmet({
    ...options,
    contentSecurityPolicy: { useDefaults: false, directives: { ...policy, 'upgrade-insecure-requests': [] } },
  });
  return (req, res, next) => (req.secure ? overTls : plain)(req, res, next);
}
