import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createProcessFolder, findProgram, type RunningProcess, startProcess } from '../processes';
import { removeContainers } from './remove-containers';
import { engineRequest } from './request';

export interface RunningEngine extends RunningProcess {
  /** As in `DOCKER_HOST`: `unix:///…/docker.sock`. */
  dockerHost: string;
}

/**
 * A private Docker Engine with no images; needs root. Ready in some 300 ms.
 *
 * It shares the machine with other engines without touching them: its default network is a bridge of its own
 * (two engines on `docker0` hand out the same addresses), and it leaves the firewall alone (an engine that starts
 * flushes the chains of the others) but for one rule that lets its containers talk to each other.
 * When it ends, its containers, bridges and that rule go with it.
 */
export async function startEngine(): Promise<RunningEngine> {
  const program = findProgram('dockerd');
  if (process.getuid?.() !== 0)
    throw new Error('a private Docker Engine needs root: give DOCKER_HOST of a running one');
  const folder = await createProcessFolder('engine');
  const socket = join(folder, 'docker.sock');
  // Interface names end at 15 characters.
  const bridge = `oat-${basename(folder).slice(-6).toLowerCase()}`;
  await writeFile(join(folder, 'after.sh'), `sh '${join(__dirname, 'leave.sh')}' '${folder}' '${bridge}'\n`);
  // In place of the machine's /etc/docker/daemon.json.
  await writeFile(join(folder, 'daemon.json'), '{}');
  const running = await startProcess({
    name: 'The Docker Engine',
    command: ['/bin/sh', join(__dirname, 'enter.sh'), bridge, program, ...options(folder, socket)],
    folder,
    ready: () => engineRequest(socket, 'GET', '/_ping').then(() => undefined),
  });
  const stop = async () => {
    await removeContainers(socket);
    await running.stop();
  };
  return { folder, dockerHost: `unix://${socket}`, stop };
}

/** https://docs.docker.com/reference/cli/dockerd/#run-multiple-daemons */
function options(folder: string, socket: string): string[] {
  return [
    ...['--host', `unix://${socket}`],
    ...['--data-root', join(folder, 'data')],
    ...['--exec-root', join(folder, 'exec')],
    ...['--pidfile', join(folder, 'pid')],
    ...['--config-file', join(folder, 'daemon.json')],
    ...['--iptables=false', '--ip6tables=false'],
  ];
}
