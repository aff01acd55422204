import { createHash } from 'node:crypto';

export interface RegistryLogin {
  username: string;
  password: string;
}

/** A registry to push to, and who pushes. */
export interface PushTarget {
  /** `127.0.0.1:PORT`; spoken to in http. */
  host: string;
  login?: RegistryLogin | undefined;
}

const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const indexType = 'application/vnd.oci.image.index.v1+json';

/**
 * Pushes an image without layers through the registry's API and gives its digest. `config` is its config blob as it
 * stands; `{ os: 'linux', architecture: 'amd64' }` makes it one for a platform. It resolves, but does not run.
 *
 * Source: OCI distribution spec, "Pushing".
 */
export async function pushBareImage(to: PushTarget, repository: string, tag: string, config: object): Promise<string> {
  const blob = await pushBlob(to, repository, JSON.stringify(config));
  const type = 'application/vnd.oci.image.config.v1+json';
  const manifest = { schemaVersion: 2, mediaType: manifestType, config: { mediaType: type, ...blob }, layers: [] };
  return pushManifest(to, repository, tag, manifestType, manifest);
}

/** Pushes an index over one image for each platform (`linux/amd64`, `linux/arm/v6`), and gives its digest. */
export async function pushBareIndex(
  to: PushTarget,
  repository: string,
  tag: string,
  platforms: string[],
): Promise<string> {
  const manifests: object[] = [];
  for (const text of platforms) {
    const [os, architecture, variant] = text.split('/');
    const platform = { os, architecture, variant };
    const digest = await pushBareImage(to, repository, text.replaceAll('/', '-'), platform);
    manifests.push({ mediaType: manifestType, digest, size: await manifestSize(to, repository, digest), platform });
  }
  return pushManifest(to, repository, tag, indexType, { schemaVersion: 2, mediaType: indexType, manifests });
}

async function pushBlob(to: PushTarget, repository: string, text: string): Promise<{ digest: string; size: number }> {
  const started = await call(to, 'POST', `${repository}/blobs/uploads/`);
  const upload = new URL(started.headers.get('location') ?? '', started.url);
  const digest = digestOf(text);
  upload.searchParams.set('digest', digest);
  await call(to, 'PUT', upload.href, { type: 'application/octet-stream', body: text });
  return { digest, size: Buffer.byteLength(text) };
}

async function pushManifest(
  to: PushTarget,
  repository: string,
  tag: string,
  type: string,
  content: object,
): Promise<string> {
  const body = JSON.stringify(content, null, 2);
  await call(to, 'PUT', `${repository}/manifests/${tag}`, { type, body });
  return digestOf(body);
}

async function manifestSize(to: PushTarget, repository: string, digest: string): Promise<number> {
  const found = await call(to, 'HEAD', `${repository}/manifests/${digest}`);
  return Number(found.headers.get('content-length'));
}

async function call(
  { host, login }: PushTarget,
  method: string,
  path: string,
  content?: { type: string; body: string },
): Promise<Response> {
  const headers: Record<string, string> = { accept: `${manifestType}, ${indexType}` };
  if (content !== undefined) headers['content-type'] = content.type;
  if (login !== undefined) headers.authorization = basicAuthorization(login);
  const response = await fetch(new URL(path, `http://${host}/v2/`), { method, headers, body: content?.body ?? null });
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
  return response;
}

/** `Basic …` of a login. */
export function basicAuthorization({ username, password }: RegistryLogin): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

function digestOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
