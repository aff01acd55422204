import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { type DockerEngine, labels } from '@oatfin/providers/targets/docker';
import { eventually } from '../eventually';
import { buildImage } from '../images';
import { findProgram, freePort } from '../processes';

export interface CaddyContainer {
  name: string;
  /** The admin API, published on this machine. */
  adminUrl: string;
  /** Published on this machine under the same number. */
  edgePort: number;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const config = { admin: { listen: ':2019', config: { persist: false } } };

/**
 * A Caddy in a container, as people with Docker Desktop have one: this machine's caddy with its libraries and BusyBox.
 * Labelled as belonging to `instance`.
 */
export async function startCaddyContainer(docker: DockerEngine, instance: string): Promise<CaddyContainer> {
  const [tag, adminPort, edgePort] = [`${instance}-edge`, await freePort(), await freePort()];
  await buildImage(docker, { tag, files: await caddyFiles(), cmd: ['caddy', 'run', '--config', '/caddy.json'] });
  const network = await docker.createNetwork({
    Name: tag,
    CheckDuplicate: true,
    Labels: { [labels.instance]: instance },
  });
  const container = await docker.createContainer({
    name: tag,
    Image: tag,
    Labels: { [labels.instance]: instance },
    ExposedPorts: { '2019/tcp': {}, [`${edgePort}/tcp`]: {} },
    HostConfig: {
      NetworkMode: tag,
      PortBindings: { '2019/tcp': loopback(adminPort), [`${edgePort}/tcp`]: loopback(edgePort) },
      // New connections survive a change of the configuration; see caddyArguments.
      Sysctls: { 'net.ipv4.tcp_migrate_req': '1' },
    },
  });
  const adminUrl = `http://127.0.0.1:${adminPort}`;
  const ready = () => eventually(() => fetch(`${adminUrl}/config/`).then((answer) => answer.text()));
  await container.start();
  await ready();
  return {
    ...{ name: tag, adminUrl, edgePort },
    restart: async () => {
      await container.restart({ t: 1 });
      await ready();
    },
    stop: async () => {
      await container.remove({ force: true, v: true });
      await network.remove();
      await docker.getImage(tag).remove({ force: true });
    },
  };
}

const loopback = (port: number) => [{ HostIp: '127.0.0.1', HostPort: String(port) }];

async function caddyFiles(): Promise<Record<string, string | Buffer>> {
  const program = findProgram('caddy');
  const { stdout } = await promisify(execFile)('ldd', [program]);
  const libraries = stdout.match(/\/\S+/g) ?? [];
  const read = await Promise.all(libraries.map(async (path) => [path, await readFile(path)] as const));
  return {
    '/caddy.json': JSON.stringify(config),
    '/usr/bin/caddy': await readFile(program),
    ...Object.fromEntries(read),
  };
}
