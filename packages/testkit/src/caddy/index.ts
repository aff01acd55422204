import { caddyArguments, migrateWaitingConnections } from '@oatfin/providers/edge';
import { createProcessFolder, findProgram, freePort, type RunningProcess, startProcess } from '../processes';

export interface RunningCaddy extends RunningProcess {
  /** `http://127.0.0.1:PORT` of the admin API. */
  adminUrl: string;
  /** Apps answer here once a target has reconciled its traffic. */
  edgePort: number;
}

/** A private Caddy of this machine, as the edge of a Docker target; the same ports again when they are given. */
export async function startCaddy(ports?: { adminPort: number; edgePort: number }): Promise<RunningCaddy> {
  const program = findProgram('caddy');
  const { adminPort, edgePort } = ports ?? { adminPort: await freePort(), edgePort: await freePort() };
  const folder = await createProcessFolder('caddy');
  await migrateWaitingConnections();
  const adminUrl = `http://127.0.0.1:${adminPort}`;
  const command: [string, ...string[]] = [program, ...(await caddyArguments({ adminPort, edgePort, dir: folder }))];
  const ready = async () => {
    await fetch(`${adminUrl}/config/`);
  };
  const running = await startProcess({ name: 'Caddy', command, folder, ready, env: { HOME: folder } });
  return { ...running, adminUrl, edgePort };
}

export { type CaddyContainer, startCaddyContainer } from './container';
