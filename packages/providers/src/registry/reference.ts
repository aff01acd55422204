import { AppError } from '@oatfin/platform/errors';

/** Which image: a tag, a digest (`sha256:…`), or both, the digest then being what counts. */
export interface ImageReference {
  /** `docker.io`, `ghcr.io`, `127.0.0.1:5000`; lower case. */
  host: string;
  /** `library/nginx`, `shop/api`. */
  repository: string;
  tag: string | null;
  digest: string | null;
}

const label = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const hostPattern = new RegExp(`^(?:${label}(?:\\.${label})*|\\[[a-fA-F0-9:]+\\])(?::(\\d{1,5}))?$`);
const segmentPattern = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const tagPattern = /^\w[\w.-]{0,127}$/;
const digestPattern = /^(?:sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128})$/;

/**
 * Reads an image reference as Docker does: `nginx` is `docker.io/library/nginx:latest`; the part before the first slash
 * is a host when it has a dot, a colon or upper-case letters, or is `localhost`. Throws `image.invalid` saying what is
 * wrong.
 *
 * Source: the grammar and ParseNormalizedNamed of https://github.com/distribution/reference.
 */
export function parseReference(text: string): ImageReference {
  const given = text.trim();
  checkShape(given);
  const { name, digest } = splitDigest(given);
  const { host, rest } = splitHost(name);
  const { path, tag } = splitTag(rest);
  const repository = host === 'docker.io' && !path.includes('/') ? `library/${path}` : path;
  checkHost(host);
  checkRepository(repository, path);
  if (tag !== null) checkTag(tag);
  return { host, repository, tag: tag ?? (digest === null ? 'latest' : null), digest };
}

/** The full reference, with host: `docker.io/library/nginx:latest`, `ghcr.io/shop/api:2@sha256:…`. */
export function formatReference({ host, repository, tag, digest }: ImageReference): string {
  const suffix = `${tag === null ? '' : `:${tag}`}${digest === null ? '' : `@${digest}`}`;
  return `${host}/${repository}${suffix}`;
}

function checkShape(given: string): void {
  if (given === '') throw invalid('Name an image, such as nginx:1.27 or ghcr.io/shop/api:2.');
  if (given.includes('://')) {
    throw invalid('An image is named without a scheme such as "https://": ghcr.io/shop/api:2.');
  }
  if (/\s/.test(given)) throw invalid('An image reference has no spaces in it.');
  if (/^[a-f0-9]{64}$/.test(given))
    throw invalid('This is the id of an image on some machine; name it as its registry does.');
}

function splitDigest(given: string): { name: string; digest: string | null } {
  const at = given.indexOf('@');
  if (at === -1) return { name: given, digest: null };
  const digest = given.slice(at + 1);
  // Not quoted: what stands around an @ may be a password.
  if (!digestPattern.test(digest)) {
    throw invalid('What follows the @ of an image must be a digest: sha256: and 64 hexadecimal digits in lower case.');
  }
  return { name: given.slice(0, at), digest };
}

function splitHost(name: string): { host: string; rest: string } {
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(slash, 0));
  const isHost = /[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase();
  if (!isHost) return { host: 'docker.io', rest: name };
  const host = first.toLowerCase();
  return { host: host === 'index.docker.io' ? 'docker.io' : host, rest: name.slice(slash + 1) };
}

function splitTag(rest: string): { path: string; tag: string | null } {
  const colon = rest.lastIndexOf(':');
  if (colon <= rest.lastIndexOf('/')) return { path: rest, tag: null };
  return { path: rest.slice(0, colon), tag: rest.slice(colon + 1) };
}

function checkHost(host: string): void {
  const match = hostPattern.exec(host);
  if (match === null) throw invalid(`"${host}" is not the host of a registry, such as ghcr.io or localhost:5000.`);
  const port = match[1];
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535)) {
    throw invalid(`"${port}" is not a port: ports go from 1 to 65535.`);
  }
}

function checkRepository(repository: string, given: string): void {
  if (given === '') throw invalid('The name of the image is missing.');
  if (repository.length > 255)
    throw invalid('The name of an image has at most 255 characters, without its host and tag.');
  if (given !== given.toLowerCase()) {
    throw invalid(`"${given}" must be in lower case, as the names of all images are.`);
  }
  const wrong = repository.split('/').find((segment) => !segmentPattern.test(segment));
  if (wrong === '') throw invalid(`"${given}" has an empty part between its slashes.`);
  if (wrong !== undefined) {
    throw invalid(
      `"${wrong}" cannot be part of an image's name: letters and digits, with single . or _, or - between them.`,
    );
  }
}

function checkTag(tag: string): void {
  if (tag === '') throw invalid('The tag after the colon is missing.');
  if (tag.length > 128) throw invalid('A tag has at most 128 characters.');
  if (!tagPattern.test(tag)) {
    throw invalid(`"${tag}" is not a tag: letters, digits, _ . and -, not beginning with . or -.`);
  }
}

function invalid(sentence: string): AppError {
  return new AppError('image.invalid', sentence);
}
