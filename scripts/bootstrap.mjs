import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Runs before anything is installed, so it has no dependencies: refuses an old Node in one sentence, installs the
 * dependencies when they are missing or not those of package-lock.json, then hands over to a TypeScript file.
 */
export async function bootstrap(main) {
  requireNode(20, 19);
  process.chdir(root);
  if (!isInstalled()) await install();
  const { register } = await import('tsx/cjs/api');
  register();
  createRequire(import.meta.url)(main);
}

function requireNode(major, minor) {
  const [haveMajor, haveMinor] = process.versions.node.split('.').map(Number);
  if (haveMajor > major || (haveMajor === major && haveMinor >= minor)) return;
  console.error(
    `Oatfin needs Node ${major}.${minor} or newer; this is ${process.versions.node}. See https://nodejs.org`,
  );
  process.exit(1);
}

/** Whether every package of the lock file that every machine needs is there in its version. */
function isInstalled() {
  const installed = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installed)) return false;
  const present = packagesIn(installed);
  return Object.entries(packagesIn(join(root, 'package-lock.json'))).every(
    ([path, wanted]) => path === '' || wanted.link || isOptional(wanted) || present[path]?.version === wanted.version,
  );
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  } catch {
    return {};
  }
}

function isOptional({ optional, devOptional, peer }) {
  return optional || devOptional || peer;
}

/** `npm ci`, shown; in a process group of its own, so that Ctrl-C and SIGTERM end all of it. */
function install() {
  console.log('Installing the dependencies with npm ci. This takes about a minute and happens once.');
  // Also when NODE_ENV=production: the build and the tests need the development dependencies.
  const child = spawn('npm', ['ci', '--include=dev'], { stdio: ['ignore', 'inherit', 'inherit'], detached: true });
  const stop = () => {
    process.kill(-child.pid, 'SIGTERM');
    process.exit(130);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, stop);
  return new Promise((resolve) => {
    child.once('error', (error) => fail(`npm could not be started: ${error.message}`));
    child.once('exit', (code) => {
      for (const signal of signals) process.off(signal, stop);
      if (code === 0) resolve();
      else fail('npm ci failed; its own message stands above. Mend that and try again.');
    });
  });
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
