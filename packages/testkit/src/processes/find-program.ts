import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/** Where each program comes from on Debian, for the sentence that says it is missing. */
const packages: Record<string, string> = {
  'redis-server': 'redis-server',
  'docker-registry': 'docker-registry',
  dockerd: 'docker.io',
  caddy: 'caddy',
  busybox: 'busybox-static',
};

/** Folders of system programs that are not on every user's path. */
const systemFolders = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/** The full path of the first of these programs that is installed; throws one sentence naming the package to install. */
export function findProgram(...names: [string, ...string[]]): string {
  for (const name of names) {
    const path = candidates(name).find(isExecutable);
    if (path !== undefined) return path;
  }
  const [name] = names;
  throw new Error(`${name} is not installed: apt-get install ${packages[name] ?? name}`);
}

function candidates(name: string): string[] {
  if (isAbsolute(name)) return [name];
  return [...(process.env.PATH ?? '').split(delimiter), ...systemFolders].map((folder) => join(folder, name));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
