import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { MongoClient } from 'mongodb';

const EVENTUALLY_MS = 3000;

type Package = typeof import('../../packages/embedded-mongo/src/index') &
  typeof import('../../packages/embedded-mongo/src/semantics/cases') &
  typeof import('../../packages/embedded-mongo/src/semantics/run-case');

/** Loads the server and its table from a copy of the package. */
async function load(root: string): Promise<Package> {
  const [server, table, runner] = await Promise.all(
    ['index', 'semantics/cases', 'semantics/run-case'].map((name) => import(join(root, 'src', name))),
  );
  return { ...server, ...table, ...runner };
}

/**
 * Runs the table of semantic cases of one copy of the package (`tsx table.ts DIRECTORY`) and prints the rows that
 * fail; the exit code is 1 when there are any.
 */
async function main(): Promise<void> {
  const { startServer, semanticCases, runCase, expectedOutcome } = await load(resolve(process.argv[2] ?? '.'));
  const dir = mkdtempSync(join(tmpdir(), 'table-'));
  const server = await startServer({ dir, noSync: true, ttlIntervalMs: 100 });
  const client = await MongoClient.connect(server.uri);
  const failed: string[] = [];
  for (const row of semanticCases) {
    const outcome = await runCase(client.db('table'), row, EVENTUALLY_MS).catch(String);
    if (!isSame(outcome, expectedOutcome(row))) failed.push(row.name);
  }
  await client.close();
  await server.close();
  rmSync(dir, { recursive: true, force: true });
  for (const name of failed) console.log(name);
  process.exitCode = failed.length > 0 ? 1 : 0;
}

function isSame(seen: unknown, wanted: unknown): boolean {
  return JSON.stringify(sorted(seen)) === JSON.stringify(sorted(wanted));
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  );
}

void main();
