import { join, resolve } from 'node:path';
import { caddyArguments, migrateWaitingConnections } from '@oatfin/providers/edge';
import { runContainer } from './container';
import { type Engine, socketPath } from './engine';
import { canInstallPackages, installPackages, locateProgram } from './packages';
import type { Ports } from './ports';
import type { Supervisor } from './supervisor';

export interface EdgeSource {
  /** EDGE_ADMIN_URL, EDGE_PORT and EDGE_CONTAINER, as far as they were given. */
  given: { adminUrl: string | undefined; port: number | undefined; container: string | undefined };
  engine: Engine;
  ports: Ports;
  supervisor: Supervisor;
  onLine: (line: string) => void;
}

/** The reverse proxy in front of the apps. */
export interface ProvidedEdge {
  /** What API and worker are told of it; without EDGE_ADMIN_URL they say that it is missing. */
  env: Record<string, string>;
  /** One line: where apps answer, or what is missing. */
  summary: string;
}

/**
 * The edge of EDGE_ADMIN_URL; else Caddy on this machine when the engine is here too, installed by apt where that may
 * be; else Caddy in a container of the engine. Without an engine there is nothing to stand in front of.
 */
export async function provideEdge(source: EdgeSource): Promise<ProvidedEdge> {
  const { given, engine, supervisor } = source;
  if (given.adminUrl !== undefined) return givenEdge(given.adminUrl, given);
  if (engine.dockerHost === null) return { env: {}, summary: 'nothing to stand in front of without an engine' };
  const edgePort = given.port ?? (await source.ports.public('edge', 8080));
  const adminPort = await source.ports.private('edgeAdmin');
  const env = { EDGE_ADMIN_URL: `http://127.0.0.1:${adminPort}`, EDGE_PORT: `${edgePort}` };
  const caddy = engine.isLocal ? await locateCaddy(source) : null;
  try {
    if (caddy !== null) await startCaddy(supervisor, caddy, { adminPort, edgePort });
    else
      Object.assign(env, { EDGE_CONTAINER: await startContainer(source, engine.dockerHost, { adminPort, edgePort }) });
  } catch (error) {
    supervisor.signal.throwIfAborted();
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
    return { env: { EDGE_PORT: `${edgePort}` }, summary: `none: install caddy, then start again (${reason})` };
  }
  return { env, summary: `apps answer on port ${edgePort}` };
}

interface EdgePorts {
  adminPort: number;
  edgePort: number;
}

function givenEdge(adminUrl: string, { port, container }: EdgeSource['given']): ProvidedEdge {
  const env = {
    EDGE_ADMIN_URL: adminUrl,
    ...(port === undefined ? {} : { EDGE_PORT: `${port}` }),
    ...(container === undefined ? {} : { EDGE_CONTAINER: container }),
  };
  return { env, summary: adminUrl };
}

async function locateCaddy({ supervisor, onLine }: EdgeSource): Promise<string | null> {
  if (locateProgram('caddy') === null && canInstallPackages()) {
    await installPackages(['caddy'], { signal: supervisor.signal, onLine });
  }
  return locateProgram('caddy');
}

async function startCaddy(supervisor: Supervisor, caddy: string, ports: EdgePorts): Promise<void> {
  const dir = join(supervisor.dataDir, 'edge');
  const args = await caddyArguments({ ...ports, dir });
  await migrateWaitingConnections();
  await supervisor.run({ name: 'edge', command: [caddy, ...args], ready: () => adminAnswers(ports.adminPort) });
}

/** Gives the container's name. Only an engine whose ports are this machine's can serve. */
async function startContainer(source: EdgeSource, dockerHost: string, ports: EdgePorts): Promise<string> {
  await source.engine.started;
  if (socketPath(dockerHost) === null) throw new Error('on an engine elsewhere, set EDGE_ADMIN_URL');
  return runContainer(source.supervisor, {
    name: 'edge',
    dockerHost,
    image: 'caddy:2',
    publish: [
      { host: `0.0.0.0:${ports.edgePort}`, container: ports.edgePort },
      { host: `127.0.0.1:${ports.adminPort}`, container: 2019 },
    ],
    env: { OATFIN_ORIGINS: `127.0.0.1:${ports.adminPort}` },
    mount: { folder: resolve('docker/edge'), path: '/etc/oatfin', isReadOnly: true },
    command: ['sh', '/etc/oatfin/start.sh'],
    ready: () => adminAnswers(ports.adminPort),
    onLine: source.onLine,
  });
}

async function adminAnswers(port: number): Promise<void> {
  const { status } = await fetch(`http://127.0.0.1:${port}/config/`, { signal: AbortSignal.timeout(2_000) });
  if (status !== 200) throw new Error(`Caddy answered ${status}`);
}
