import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { buildDashboard, buildServer } from '../build';
import { canInstallPackages, installPackages, locateProgram } from '../services/packages';

/** What the tests run against, and the Debian package it comes in. */
const programs: Record<string, string> = {
  'redis-server': 'redis-server',
  dockerd: 'docker.io',
  docker: 'docker.io',
  iptables: 'iptables',
  ip: 'iproute2',
  caddy: 'caddy',
  'docker-registry': 'docker-registry',
  busybox: 'busybox-static',
  chromium: 'chromium',
};

/**
 * `npm test`: installs what the tests need where it may, builds what they start, and runs jest with the arguments it was
 * given. Jest's last line is `N passed, N failed`, and its exit status is the one given here.
 */
async function main(): Promise<void> {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort());
  const run = { signal: stopping.signal, onLine: (line: string) => console.log(line) };
  await provideParts(run);
  await buildServer(run);
  await buildDashboard(run);
  process.exitCode = await jest(process.argv.slice(2), stopping.signal);
}

async function provideParts(run: Parameters<typeof installPackages>[1]): Promise<void> {
  const missing = [...new Set(missingPackages())];
  if (missing.length === 0) return;
  if (!canInstallPackages()) {
    console.log(`Not installed here, so the tests that need them will fail: ${missing.join(', ')}.`);
    return;
  }
  console.log(`Installing ${missing.join(', ')}.`);
  await installPackages(missing, run);
}

function missingPackages(): string[] {
  return Object.entries(programs).flatMap(([program, name]) => (locateProgram(program) === null ? [name] : []));
}

/** In a process group of its own, so that a signal reaches it once, from here. */
async function jest(args: string[], signal: AbortSignal): Promise<number> {
  const main = require.resolve('jest/bin/jest');
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'inherit', 'inherit'], detached: true });
  signal.addEventListener('abort', () => child.kill('SIGINT'), { once: true });
  const [code] = await once(child, 'exit');
  return code ?? 1;
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
});
