import { readFileSync } from 'node:fs';
import { z } from 'zod';

const file = 'package-lock.json';

/** Records, not objects: they keep the order of what they parse. */
const Fields = z.record(z.string(), z.unknown());
const PackageFields = z.record(z.string(), Fields);
const Package = z.object({
  version: z.string().optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});
type Packages = Record<string, z.infer<typeof Package>>;

interface PlatformPackage {
  version: string;
  optional: true;
  os?: string[];
  cpu?: string[];
  libc?: string[];
}

/**
 * `package-lock.json` with an entry for every platform's binaries. npm leaves out those that its registry does not offer
 * when the lock file is written; `npm ci` then refuses the lock file, there and wherever the registry offers them.
 */
export function completeLockFile(): string {
  const text = readFileSync(file, 'utf8');
  const lock = Fields.parse(JSON.parse(text));
  const packages = PackageFields.parse(lock.packages);
  const added = missingPlatforms(z.record(z.string(), Package).parse(packages));
  if (Object.keys(added).length === 0) return text;
  const sorted = Object.entries({ ...packages, ...added }).sort(([one], [other]) => one.localeCompare(other, 'en'));
  return `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`;
}

/** Only exact versions: that is how a package names the binaries built with it. */
function missingPlatforms(packages: Packages): Record<string, PlatformPackage> {
  const added: Record<string, PlatformPackage> = {};
  for (const [dependent, { optionalDependencies = {} }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      if (!/^\d+\.\d+\.\d+/.test(version) || isLocked(packages, dependent, name, version)) continue;
      const hoisted = `node_modules/${name}`;
      const isTaken = (packages[hoisted] ?? added[hoisted] ?? { version }).version !== version;
      added[isTaken ? `${dependent}/${hoisted}` : hoisted] = { version, optional: true, ...platformOf(name) };
    }
  }
  return added;
}

/** Looks where Node would: in the dependent's folder, then in those above it. */
function isLocked(packages: Packages, dependent: string, name: string, version: string): boolean {
  const parents = dependent
    .split('/node_modules/')
    .map((_, index, parts) => parts.slice(0, index + 1).join('/node_modules/'));
  return ['', ...parents].some((parent) => {
    const path = parent === '' ? `node_modules/${name}` : `${parent}/node_modules/${name}`;
    return packages[path]?.version === version;
  });
}

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64', 'wasm32'];

/** `@swc/core-linux-arm64-musl` → linux, arm64, musl: what keeps npm from fetching it elsewhere. */
function platformOf(name: string): Omit<PlatformPackage, 'version' | 'optional'> {
  const words = name.split(/[-/]/);
  const os = words.filter((word) => systems.includes(word));
  const cpu = words.filter((word) => processors.includes(word));
  const libc = words.includes('musl') ? ['musl'] : words.some((word) => /^gnu/.test(word)) ? ['glibc'] : [];
  return Object.fromEntries(Object.entries({ os, cpu, libc }).filter(([, values]) => values.length > 0));
}
