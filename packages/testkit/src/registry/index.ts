import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hash } from 'bcryptjs';
import { createProcessFolder, findProgram, freePort, type RunningProcess, startProcess } from '../processes';
import type { RegistryLogin } from './push';

export { basicAuthorization, type PushTarget, pushBareImage, pushBareIndex, type RegistryLogin } from './push';
export { startTokenRegistry, type TokenRegistryOptions } from './token-registry';

export interface RunningRegistry extends RunningProcess {
  /** `127.0.0.1:PORT`, as it stands in image references; speaks http. */
  host: string;
}

/**
 * A private, empty image registry (CNCF Distribution, the `docker-registry` of Debian): open to everybody, or with
 * Basic authentication when a login is given. Images can be deleted.
 */
export async function startRegistry(login?: RegistryLogin): Promise<RunningRegistry> {
  const program = findProgram('docker-registry');
  const host = `127.0.0.1:${await freePort()}`;
  const folder = await createProcessFolder('registry');
  const config = join(folder, 'config.json');
  await writeFile(config, JSON.stringify(await configuration(folder, host, login)));
  const command: [string, ...string[]] = [program, 'serve', config];
  const running = await startProcess({ name: 'The registry', command, folder, ready: () => answers(host, login) });
  return { ...running, host };
}

/** https://distribution.github.io/distribution/about/configuration/; JSON is YAML too. */
async function configuration(folder: string, host: string, login?: RegistryLogin): Promise<object> {
  const settings = {
    version: 0.1,
    log: { level: 'warn' },
    storage: { filesystem: { rootdirectory: join(folder, 'data') }, delete: { enabled: true } },
    http: { addr: host, secret: 'test' },
  };
  if (login === undefined) return settings;
  const path = join(folder, 'htpasswd');
  await writeFile(path, `${login.username}:${await hash(login.password, 4)}\n`);
  return { ...settings, auth: { htpasswd: { realm: 'test', path } } };
}

async function answers(host: string, login?: RegistryLogin): Promise<void> {
  const { status } = await fetch(`http://${host}/v2/`);
  if (status !== (login === undefined ? 200 : 401)) throw new Error(`the registry answered ${status}`);
}

/**
 * The test run's registry (`TEST_REGISTRY`), which asks for this login. Registries have no compartments: test files
 * give their repositories names of their own. Throws when the run has no registry.
 */
export function testRegistry(): { host: string; login: RegistryLogin } {
  const { TEST_REGISTRY: host, TEST_REGISTRY_USERNAME: username, TEST_REGISTRY_PASSWORD: password } = process.env;
  if (host === undefined || username === undefined || password === undefined) {
    throw new Error(
      'TEST_REGISTRY, TEST_REGISTRY_USERNAME and TEST_REGISTRY_PASSWORD are not set: run without TEST_SERVICES=none',
    );
  }
  return { host, login: { username, password } };
}
