import { readdirSync } from 'node:fs';
import { findProgram } from '@oatfin/testkit/processes';
import { runTool, type ToolRun } from './tool';

/** The program's full path, or null when it is not installed. */
export function locateProgram(...names: [string, ...string[]]): string | null {
  try {
    return findProgram(...names);
  } catch {
    return null;
  }
}

/** Whether this process may install Debian packages: apt-get is there and it is root. */
export function canInstallPackages(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0 && locateProgram('apt-get') !== null;
}

let queue = Promise.resolve();

/**
 * Installs Debian packages, one call at a time; another apt on this machine is waited for. What an interrupted
 * installation left half-done is finished first. Throws with apt's last lines when it cannot.
 */
export function installPackages(names: string[], run: ToolRun): Promise<void> {
  const turn = queue.then(() => install(names, run));
  queue = turn.catch(() => undefined);
  return turn;
}

async function install(names: string[], run: ToolRun): Promise<void> {
  const installNow = () => apt(['install', '-y', '--no-install-recommends', ...names], run);
  if (!hasPackageLists()) await apt(['update'], run);
  try {
    await installNow();
  } catch {
    run.signal.throwIfAborted();
    // Half-done work of an interrupted run, or lists so old that their packages are gone.
    await runTool({ name: 'dpkg', command: ['dpkg', '--configure', '-a'], env: quiet }, run);
    await apt(['update'], run);
    await installNow();
  }
}

const quiet = { DEBIAN_FRONTEND: 'noninteractive' };

function apt(args: string[], run: ToolRun): Promise<void> {
  const options = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Dpkg::Use-Pty=0', '-q'];
  return runTool({ name: 'apt-get', command: ['apt-get', ...options, ...args], env: quiet }, run);
}

function hasPackageLists(): boolean {
  try {
    return readdirSync('/var/lib/apt/lists').some((file) => file.includes('_Packages'));
  } catch {
    return false;
  }
}
