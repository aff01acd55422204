import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Mutation, mutations } from './mutation-list';

const REPOSITORY = resolve(__dirname, '../..');
const PACKAGE = join(REPOSITORY, 'packages/embedded-mongo');
const LIMIT_MS = 120_000;

interface Verdict {
  readonly state: 'caught' | 'MISSED' | 'STALE';
  readonly by: readonly string[];
}

/**
 * Plants each fault in a temporary copy of packages/embedded-mongo, runs the table of semantic cases against it and
 * says which faults the table catches. A word on the command line picks the faults whose name has it. The exit code is
 * 1 when a fault is missed, when a mutation no longer applies, or when the sound package fails a case.
 */
async function main(): Promise<void> {
  const sound = await withCopy(() => undefined, runTable);
  if (sound.length > 0) return report('the sound package', { state: 'MISSED', by: sound });
  const wanted = process.argv[2] ?? '';
  for (const mutation of mutations.filter(({ name }) => name.includes(wanted))) {
    report(mutation.name, await judge(mutation));
  }
}

async function judge(mutation: Mutation): Promise<Verdict> {
  const source = readFileSync(join(PACKAGE, 'src', mutation.file), 'utf8');
  if (!source.includes(mutation.find)) return { state: 'STALE', by: [] };
  const by = await withCopy((copy) => plant(copy, mutation, source), runTable);
  return { state: by.length > 0 ? 'caught' : 'MISSED', by };
}

function plant(copy: string, { file, find, replace }: Mutation, source: string): void {
  writeFileSync(
    join(copy, 'src', file),
    source.replaceAll(find, () => replace),
  );
}

async function withCopy(prepare: (copy: string) => void, use: (copy: string) => Promise<string[]>): Promise<string[]> {
  const copy = mkdtempSync(join(tmpdir(), 'mutation-'));
  try {
    cpSync(join(PACKAGE, 'src'), join(copy, 'src'), { recursive: true });
    symlinkSync(join(REPOSITORY, 'node_modules'), join(copy, 'node_modules'));
    prepare(copy);
    return await use(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** The rows that fail. A copy that crashes or hangs counts as caught, under that name. */
function runTable(copy: string): Promise<string[]> {
  const tsx = join(REPOSITORY, 'node_modules/.bin/tsx');
  const child = spawn(tsx, [join(REPOSITORY, 'bench/embedded-mongo/table.ts'), copy], { timeout: LIMIT_MS });
  const lines: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => lines.push(chunk));
  return new Promise((done) => {
    child.on('close', (code) => {
      const failed = Buffer.concat(lines).toString().split('\n').filter(Boolean);
      done(code !== 0 && failed.length === 0 ? ['(the server did not run)'] : failed);
    });
  });
}

function report(name: string, { state, by }: Verdict): void {
  const rows = by.length > 3 ? `${by.length} rows, as ${by[0]}` : by.join('; ');
  console.log(`${state.padEnd(7)} ${name}${rows === '' ? '' : ` — ${rows}`}`);
  if (state !== 'caught') process.exitCode = 1;
}

void main();
