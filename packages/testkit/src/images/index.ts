import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { DockerEngine } from '@oatfin/providers/targets/docker';
import { pack } from 'tar-stream';
import { findProgram } from '../processes';
import type { AppImage } from './app-images';

export interface ImageOptions extends AppImage {
  /** `127.0.0.1:5000/shop/web:1`. */
  tag: string;
}

const busybox = '/bin/busybox';
const applets = ['true', 'sh', 'httpd', 'nc', 'sleep', 'cat', 'echo', 'tail', 'wget', 'date', 'kill', 'id', 'seq'];

/** Builds an image FROM scratch (some 2 MB: no network is needed) with the Engine's build API. */
export async function buildImage(
  docker: DockerEngine,
  { tag, files = {}, cmd, labels = {} }: ImageOptions,
): Promise<void> {
  const dockerfile = [
    'FROM scratch',
    'COPY root/ /',
    ...Object.entries(labels).map(([key, value]) => `LABEL ${JSON.stringify(key)}=${JSON.stringify(value)}`),
    'ENV PATH=/usr/bin:/bin',
    `CMD ${JSON.stringify(cmd)}`,
    '',
  ].join('\n');
  const context = pack();
  context.entry({ name: 'Dockerfile' }, dockerfile);
  const all = { [busybox]: await readFile(findProgram('busybox')), ...files };
  for (const [path, content] of Object.entries(all))
    context.entry({ name: `root${path}`, mode: /\/(bin|lib)/.test(path) ? 0o755 : 0o644 }, content);
  for (const applet of applets) context.entry({ name: `root/bin/${applet}`, type: 'symlink', linkname: busybox });
  context.finalize();
  const built: NodeJS.ReadableStream = await docker.buildImage(Readable.from(context), { t: tag });
  const output = await text(built);
  const failure = progressOf(output).find(({ error }) => error !== undefined);
  if (failure) throw new Error(`${tag} could not be built: ${failure.error}`);
}

export interface PushLogin {
  username: string;
  password: string;
}

/** Pushes an image and gives its digest, `sha256:…`. */
export async function pushImage(docker: DockerEngine, tag: string, login?: PushLogin): Promise<string> {
  const authconfig = { ...(login ?? { username: '', password: '' }), serveraddress: tag.split('/')[0] ?? '' };
  const output = progressOf(await text(await docker.getImage(tag).push({ authconfig })));
  const failure = output.find(({ error }) => error !== undefined);
  if (failure) throw new Error(`${tag} could not be pushed: ${failure.error}`);
  const digest = output.map(({ aux }) => aux?.Digest).find((found) => found !== undefined);
  if (digest === undefined) throw new Error(`pushing ${tag} gave no digest`);
  return digest;
}

interface Progress {
  error?: string;
  aux?: { Digest?: string };
}

function progressOf(output: string): Progress[] {
  return output
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): Progress => JSON.parse(line));
}

export { type AppImage, appImages } from './app-images';
