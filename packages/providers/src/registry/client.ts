import type { RegistryCredentials } from '../targets';
import { describeAnswer, isWebPage } from './answers';
import {
  asksForNoPassword,
  isAboutRegistry,
  namingImage,
  unauthorized,
  unreachable,
  wrongArchitecture,
  wrongRegistry,
} from './failures';
import { digestOf, type Manifest, manifestTypes, parseConfig, parseManifest } from './manifest';
import { canRun } from './platform';
import { formatReference, type ImageReference, parseReference } from './reference';
import { refusal } from './refusal';
import { openSession, type RegistrySession } from './session';

export interface RegistryClientOptions {
  /** Which registries are spoken to in http; default: those on this machine (`isLoopback`). */
  allowHttp?: (host: string) => boolean;
  /** For each answer of a registry; default 15 seconds. */
  timeoutMs?: number;
}

export interface ResolveOptions {
  /** Of the image's registry; without them the image has to be public. */
  credentials?: RegistryCredentials | null | undefined;
  /** What the image has to run on: `linux/amd64`. */
  platform?: string | null | undefined;
  signal?: AbortSignal | undefined;
}

/** What a reference stands for right now. */
export interface ResolvedImage {
  /** In full: `docker.io/library/nginx:latest`. */
  reference: string;
  host: string;
  repository: string;
  tag: string | null;
  /** `sha256:…` of the manifest or index. */
  digest: string;
  /** `linux/amd64`, …; empty when the registry does not say. */
  platforms: string[];
}

export interface RegistryClient {
  /**
   * Asks the registry what a reference stands for; a digest is checked against what it sends.
   *
   * Throws `image.invalid`, `image.no_such_image`, `image.no_such_tag`, `image.not_allowed`, `image.wrong_architecture`,
   * `registry.unreachable`, `registry.rate_limited` (retryable), or the signal's reason.
   * Source: OCI distribution spec, "Pulling manifests".
   */
  resolveImage(reference: string, options?: ResolveOptions): Promise<ResolvedImage>;
  /**
   * Resolves when the registry has let this user name and password in, and would not have without.
   *
   * Throws `registry.unauthorized`, `registry.unreachable`, `registry.rate_limited` (retryable), or the signal's reason.
   * Source: OCI distribution spec, "Determining Support" (`GET /v2/`).
   */
  verifyCredentials(credentials: RegistryCredentials, options?: { signal?: AbortSignal | undefined }): Promise<void>;
}

/** A client for any number of registries; it keeps nothing between two calls. */
export function createRegistryClient(options: RegistryClientOptions = {}): RegistryClient {
  const { allowHttp = isLoopback, timeoutMs = 15_000 } = options;
  const open = (host: string, scope: string | null, { credentials = null, signal }: ResolveOptions) =>
    openSession({ host, scope, credentials, signal, timeoutMs, isPlain: allowHttp(host) });

  return {
    async resolveImage(text, asked = {}) {
      const reference = parseReference(text);
      const credentials = credentialsFor(reference, asked.credentials ?? null);
      const session = open(reference.host, `repository:${reference.repository}:pull`, { ...asked, credentials });
      const { digest, platforms } = await fetchImage(session, reference, credentials).catch((error: unknown) => {
        throw isAboutRegistry(error) ? namingImage(reference, error) : error;
      });
      checkPlatform(reference, platforms, asked.platform ?? null);
      return { ...reference, reference: formatReference(reference), digest, platforms };
    },

    async verifyCredentials(credentials, { signal } = {}) {
      const host = normalHost(credentials.host);
      const session = open(host, null, { credentials, signal });
      const answer = await session.get('');
      if (answer.status === 401 || answer.status === 403 || (answer.status === 400 && session.wasChallenged())) {
        throw unauthorized(host, credentials.username, describeAnswer(answer, credentials));
      }
      if (answer.status !== 200 || isWebPage(answer)) {
        throw unreachable(host, `is no image registry: it answered ${describeAnswer(answer, credentials)}`);
      }
      if (!session.wasChallenged()) throw asksForNoPassword(host);
    },
  };
}

/** Whether a registry is on this machine: `localhost`, `127.0.0.1:5000`, `[::1]:5000`. Docker speaks http to these. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/.test(host);
}

function normalHost(host: string): string {
  const name = host.trim().toLowerCase();
  return name === 'index.docker.io' ? 'docker.io' : name;
}

/** Credentials are for one registry and go to no other. */
function credentialsFor(
  reference: ImageReference,
  credentials: RegistryCredentials | null,
): RegistryCredentials | null {
  if (credentials === null) return null;
  const host = normalHost(credentials.host);
  if (host !== reference.host) throw wrongRegistry(reference, host);
  return credentials;
}

async function fetchImage(
  session: RegistrySession,
  reference: ImageReference,
  credentials: RegistryCredentials | null,
): Promise<{ digest: string; platforms: string[] }> {
  const { host, repository, tag, digest } = reference;
  const answer = await session.get(`${repository}/manifests/${digest ?? tag ?? 'latest'}`, manifestTypes);
  if (answer.status !== 200) throw await refusal(session, reference, credentials, answer);
  const manifest = parseManifest(answer.body);
  if (manifest === null) throw unreachable(host, `answered with something that is not the manifest of an image`);
  const found = digestOf(answer.body, digest);
  const promised = digest ?? answer.headers.get('docker-content-digest');
  if (promised !== null && promised !== digestOf(answer.body, promised)) {
    throw unreachable(host, `sent a manifest that does not match its digest ${promised}`);
  }
  return { digest: found, platforms: await platformsOf(session, repository, manifest) };
}

/** A single manifest's platform is in its config blob, which may lie elsewhere and may be missing. */
async function platformsOf(session: RegistrySession, repository: string, manifest: Manifest): Promise<string[]> {
  if (manifest.kind === 'index') return manifest.platforms;
  const answer = await session.get(`${repository}/blobs/${manifest.configDigest}`);
  const platform = answer.status === 200 ? parseConfig(answer.body) : null;
  return platform === null ? [] : [platform];
}

function checkPlatform(reference: ImageReference, platforms: string[], wanted: string | null): void {
  if (wanted === null || platforms.length === 0 || platforms.some((offered) => canRun(wanted, offered))) return;
  throw wrongArchitecture(reference, wanted, platforms);
}
