import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServedApi } from '../api.fixture';
import { serveBare } from '../bare.fixture';

let api: ServedApi;
beforeAll(async () => {
  const webDir = await mkdtemp(join(tmpdir(), 'oatfin-web-'));
  await writeFile(join(webDir, 'index.html'), '<html>the dashboard</html>');
  await writeFile(join(webDir, 'umi.1a2b3c4d.js'), 'let a');
  api = await serveBare(undefined, { webDir, trustProxy: 1 });
});
afterAll(() => api.close());

const asBrowser = { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } };

test('nothing may be framed, and scripts come from this server alone', async () => {
  const { headers } = await api.call('GET', '/', asBrowser);
  const policy = headers.get('content-security-policy');
  expect(policy).toContain("default-src 'self'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-powered-by')).toBeNull();
});

test('what insists on TLS is sent over TLS alone', async () => {
  const plain = await api.call('GET', '/healthz');
  const secure = await api.call('GET', '/healthz', { headers: { 'x-forwarded-proto': 'https' } });
  expect(plain.headers.get('strict-transport-security')).toBeNull();
  expect(plain.headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests');
  expect(secure.headers.get('strict-transport-security')).toContain('max-age=');
  expect(secure.headers.get('content-security-policy')).toContain('upgrade-insecure-requests');
});

test('every page of the dashboard answers whoever asks; what is not there is a problem', async () => {
  const asTool = { headers: { accept: '*/*' } };
  for (const asked of [asBrowser, asTool]) {
    expect((await api.call('GET', '/', asked)).text).toContain('the dashboard');
    expect((await api.call('GET', '/apps/1', asked)).text).toContain('the dashboard');
  }
  for (const path of ['/v1/nothing', '/docs/nothing', '/metrics/nothing', '/umi.00000000.js', '/.env']) {
    expect([path, (await api.call('GET', path, asBrowser)).status]).toEqual([path, 404]);
  }
  expect((await api.call('POST', '/apps', { ...asBrowser, body: {} })).status).toBe(404);
});

test('files named by their content are kept for a year, the page is asked for again', async () => {
  const script = await api.call('GET', '/umi.1a2b3c4d.js');
  expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect((await api.call('GET', '/', asBrowser)).headers.get('cache-control')).toBe('no-cache');
});

test('the page of the API runs no inline script and loads only what this server has', async () => {
  const page = await api.call('GET', '/docs');
  expect(page.status).toBe(200);
  expect(page.text).not.toMatch(/<script(?![^>]*src=)/);
  const links = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link = '']) => link);
  expect(links.length).toBeGreaterThan(3);
  for (const link of links) expect([link, (await api.call('GET', link)).status]).toEqual([link, 200]);
});

test('the metrics count requests by the template of their route', async () => {
  await api.call('GET', '/v1/apps/0123456789abcdef01234567');
  const { text } = await api.call('GET', '/metrics');
  expect(text).toContain('oatfin_http_request_seconds_count{method="GET",route="/v1/apps/{id}",status="401"} 1');
  expect(text).not.toContain('0123456789abcdef01234567');
});
