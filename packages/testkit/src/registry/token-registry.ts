import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type RunningServer, startHttpServer } from '../http';
import { basicAuthorization, type RegistryLogin } from './push';

export interface TokenRegistryOptions {
  /** The real registry behind it. */
  upstream: { host: string; login?: RegistryLogin };
  /** Whom its token service lets in; everybody else may pull `public/…` only. */
  login: RegistryLogin;
}

/**
 * A registry that works as Docker Hub does, in front of a real one: tokens from a service of its own for one repository
 * each, 401 for images that are hidden or missing, blobs by redirect from a store that refuses an Authorization header.
 *
 * Source: https://distribution.github.io/distribution/spec/auth/token/
 */
export async function startTokenRegistry(options: TokenRegistryOptions): Promise<RunningServer> {
  const scopes = new Map<string, string>();
  const store = await startHttpServer((request, response) => {
    if (request.headers.authorization !== undefined) return deny(response, 400, 'InvalidArgument');
    return forward(options.upstream, request, response);
  });
  const front = await startHttpServer((request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    if (url.pathname === '/token') return giveToken(options.login, scopes, url, request, response);
    const scope = scopeOf(url.pathname);
    if (!isAllowed(scopes, scope, request)) return challenge(url.host, scope, response);
    if (url.pathname.includes('/blobs/')) {
      response.writeHead(307, { location: `http://${store.host}${request.url}` }).end();
      return;
    }
    return forward(options.upstream, request, response);
  });
  const stop = async () => {
    await Promise.all([front.stop(), store.stop()]);
  };
  return { host: front.host, stop };
}

function giveToken(
  login: RegistryLogin,
  scopes: Map<string, string>,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const { authorization } = request.headers;
  if (authorization !== undefined && authorization !== basicAuthorization(login)) {
    deny(response, 401, 'UNAUTHORIZED');
    return;
  }
  const scope = url.searchParams.get('scope') ?? '';
  const isGranted = authorization !== undefined || scope.startsWith('repository:public/');
  const token = randomUUID();
  scopes.set(token, isGranted ? scope : '');
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ token }));
}

function scopeOf(path: string): string {
  const name = /^\/v2\/(.+)\/(?:manifests|blobs|tags)\//.exec(path)?.[1];
  return name === undefined ? '' : `repository:${name}:pull`;
}

function isAllowed(scopes: Map<string, string>, scope: string, request: IncomingMessage): boolean {
  return scopes.get((request.headers.authorization ?? '').replace('Bearer ', '')) === scope;
}

function challenge(host: string, scope: string, response: ServerResponse): void {
  const wanted = scope === '' ? '' : `,scope="${scope}"`;
  response.setHeader('www-authenticate', `Bearer realm="http://${host}/token",service="token registry"${wanted}`);
  deny(response, 401, 'UNAUTHORIZED');
}

function deny(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ errors: [{ code, message: 'authentication required' }] }));
}

async function forward(
  { host, login }: TokenRegistryOptions['upstream'],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const headers: Record<string, string> = { accept: request.headers.accept ?? '*/*' };
  if (login !== undefined) headers.authorization = basicAuthorization(login);
  const answer = await fetch(`http://${host}${request.url}`, { headers });
  const digest = answer.headers.get('docker-content-digest');
  if (digest !== null) response.setHeader('docker-content-digest', digest);
  response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
  response.end(Buffer.from(await answer.arrayBuffer()));
}
