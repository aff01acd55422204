import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { startServer } from '../../packages/embedded-mongo/src';
import { LISTED } from './unified/listed';
import { runTest } from './unified/run-test';
import { isFor, readTestFiles } from './unified/test-file';

interface Tally {
  passed: number;
  failed: number;
  listed: number;
  otherServers: number;
}

/**
 * Runs MongoDB's own specification files through the official driver against the embedded server, or against the server
 * of MONGODB_URI. Usage: `npx tsx bench/embedded-mongo/spec.ts FOLDER [part of a file's name]`
 */
async function main(): Promise<void> {
  const [folder, part = ''] = process.argv.slice(2);
  if (folder === undefined) throw new Error('usage: spec.ts FOLDER [part of a file name]');
  const dir = mkdtempSync(join(tmpdir(), 'mongo-spec-'));
  const server = await startServer({ dir, noSync: true });
  const tally: Tally = { passed: 0, failed: 0, listed: 0, otherServers: 0 };
  try {
    await runFolder(process.env.MONGODB_URI ?? server.uri, folder, part, tally);
  } finally {
    await server.close();
    rmSync(dir, { recursive: true, force: true });
  }
  console.log(
    `${tally.passed} passed, ${tally.failed} failed, ${tally.listed} listed (${tally.otherServers} are for other server versions or topologies)`,
  );
  process.exitCode = tally.failed === 0 ? 0 : 1;
}

async function runFolder(uri: string, folder: string, part: string, tally: Tally): Promise<void> {
  const version = await versionOf(uri);
  for (const { name, file } of readTestFiles(folder)) {
    if (!name.includes(part)) continue;
    for (const test of file.tests) {
      const title = `${name}: ${test.description}`;
      if (!isFor(file.runOnRequirements, version) || !isFor(test.runOnRequirements, version)) tally.otherServers += 1;
      else await runOne(title, () => runTest(uri, file, test), tally);
    }
  }
}

/** A listed test that passes is a failure too: the list must not outlive its reasons. */
async function runOne(title: string, run: () => Promise<void>, tally: Tally): Promise<void> {
  const isListed = title in LISTED;
  try {
    await run();
    if (!isListed) tally.passed += 1;
    else fail(`${title}\n    passes, but is listed`, tally);
  } catch (error) {
    if (isListed) tally.listed += 1;
    else fail(`${title}\n    ${error instanceof Error ? error.message : String(error)}`, tally);
  }
}

function fail(text: string, tally: Tally): void {
  tally.failed += 1;
  console.log(`FAILED ${text}`);
}

async function versionOf(uri: string): Promise<string> {
  const client = new MongoClient(uri);
  try {
    return String((await client.db('admin').command({ buildInfo: 1 })).version);
  } finally {
    await client.close();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
