import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const stamps = 'node_modules/.cache/oatfin';

/** A thing that is built from files. Paths are relative to the repository. */
export interface Artefact {
  name: string;
  /** Files and folders it is made from, by content. */
  sources: string[];
  /** What must exist once it is built. */
  outputs: string[];
  build: () => Promise<void>;
}

/** Builds it when its sources are not those it was last built from, or an output is missing. True when it was built. */
export async function buildWhenChanged({ name, sources, outputs, build }: Artefact): Promise<boolean> {
  const stamp = join(stamps, `${name}.sha256`);
  const hash = hashOf(sources);
  const isCurrent =
    existsSync(stamp) && readFileSync(stamp, 'utf8') === hash && outputs.every((file) => existsSync(file));
  if (isCurrent) return false;
  await build();
  await mkdir(stamps, { recursive: true });
  await writeFile(stamp, hash);
  return true;
}

function hashOf(sources: string[]): string {
  const hash = createHash('sha256');
  for (const file of sources.flatMap(filesOf)) hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

function filesOf(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => !isGenerated(name))
    .sort()
    .flatMap((name) => filesOf(join(path, name)));
}

function isGenerated(name: string): boolean {
  return name === 'node_modules' || name === 'dist' || name.startsWith('.umi') || /\.test\.tsx?$/.test(name);
}
