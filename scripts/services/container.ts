import { locateProgram } from './packages';
import type { Supervisor } from './supervisor';
import { runTool } from './tool';

/** A part of Oatfin that runs in a container because the machine does not have it. */
export interface ContainerService {
  name: string;
  dockerHost: string;
  image: string;
  /** `host` is `ADDRESS:PORT`. */
  publish: { host: string; container: number }[];
  env?: Record<string, string>;
  /** A folder of this machine and where the container sees it. One that may be written belongs to this user. */
  mount: { folder: string; path: string; isReadOnly?: boolean };
  command: string[];
  ready: () => Promise<void>;
  onLine: (line: string) => void;
}

type Client = [string, ...string[]];

/**
 * Pulls the image when the engine does not have it, and runs it as `oatfin-NAME-PORT`, in a network of that name of its
 * own, for as long as this process lives: the docker client stays attached, and passes on the signal that ends it.
 * Gives that name; throws one sentence when the docker client or the image cannot be had.
 */
export async function runContainer(supervisor: Supervisor, service: ContainerService): Promise<string> {
  const docker = locateProgram('docker');
  if (docker === null) throw new Error(`${service.name} needs the docker client (docker) on the path`);
  const client: Client = [docker, '--host', service.dockerHost];
  // Its first port tells copies of Oatfin on one engine apart.
  const name = `oatfin-${service.name}-${service.publish[0]?.host.split(':').at(-1) ?? ''}`;
  const run = { signal: supervisor.signal, onLine: service.onLine };
  await unless([...client, 'image', 'inspect', service.image], [...client, 'pull', service.image], run);
  await unless([...client, 'network', 'inspect', name], [...client, 'network', 'create', name], run);
  await supervisor.run({
    name: service.name,
    command: [
      ...client,
      'run',
      '--rm',
      '--name',
      name,
      '--network',
      name,
      ...options(service),
      service.image,
      ...service.command,
    ],
    // A client that was killed leaves its container.
    after: [`rm --force '${name}'`, `network rm '${name}'`]
      .map((end) => `'${docker}' --host '${service.dockerHost}' ${end}\n`)
      .join(''),
    ready: service.ready,
  });
  return name;
}

/** Runs the second command when the first one fails. */
async function unless(check: Client, otherwise: Client, run: Parameters<typeof runTool>[1]): Promise<void> {
  try {
    await runTool({ name: 'docker', command: check }, { ...run, onLine: () => undefined });
  } catch {
    await runTool({ name: otherwise.slice(3).join(' '), command: otherwise }, run);
  }
}

function options({ publish, env = {}, mount }: ContainerService): string[] {
  const { folder, path, isReadOnly = false } = mount;
  const owner = ['--user', `${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`];
  return [
    ...publish.flatMap(({ host, container }) => ['--publish', `${host}:${container}`]),
    ...Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
    ...['--volume', `${folder}:${path}${isReadOnly ? ':ro' : ''}`],
    ...(isReadOnly ? [] : owner),
  ];
}
