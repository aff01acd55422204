import { createHash } from 'node:crypto';
import { z } from 'zod';
import { parseJson } from './answers';
import { formatPlatform, type Platform } from './platform';

/** Every kind of manifest that an engine pulls today. OCI image spec and Docker's image manifest version 2, schema 2. */
export const manifestTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

const PlatformShape = z.object({ os: z.string(), architecture: z.string(), variant: z.string().optional() });
const Index = z.object({ manifests: z.array(z.object({ platform: PlatformShape.optional() })) });
const Single = z.object({
  config: z.object({ digest: z.string().regex(/^[a-z0-9+._-]+:[a-f0-9]+$/) }),
  layers: z.array(z.unknown()),
});

/** An index says what it is for; a single manifest leaves that to its config blob. */
export type Manifest = { kind: 'index'; platforms: string[] } | { kind: 'single'; configDigest: string };

/** Null when the body is no manifest of a known kind. */
export function parseManifest(body: Buffer): Manifest | null {
  const json = parseJson(body);
  const index = Index.safeParse(json);
  if (index.success) return { kind: 'index', platforms: platformsOf(index.data.manifests) };
  const single = Single.safeParse(json);
  return single.success ? { kind: 'single', configDigest: single.data.config.digest } : null;
}

/** The platform in an image's config blob; null when it does not say. */
export function parseConfig(body: Buffer): string | null {
  const config = PlatformShape.safeParse(parseJson(body));
  return config.success && config.data.os !== '' ? formatPlatform(config.data) : null;
}

/** `sha256:…` of the bytes, or `sha512:…` when that is what a given digest is made with. */
export function digestOf(body: Buffer, like: string | null): string {
  const algorithm = like?.startsWith('sha512:') ? 'sha512' : 'sha256';
  return `${algorithm}:${createHash(algorithm).update(body).digest('hex')}`;
}

/** Attestations stand in an index as images for `unknown/unknown`. */
function platformsOf(manifests: { platform?: Platform | undefined }[]): string[] {
  const known = manifests.flatMap(({ platform }) => platform ?? []).filter(({ os }) => os !== 'unknown' && os !== '');
  return [...new Set(known.map(formatPlatform))];
}
