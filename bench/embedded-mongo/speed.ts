import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { open } from 'lmdb';
import { type Collection, MongoClient } from 'mongodb';
import { ServerProcess } from '../../packages/embedded-mongo/src/testing/server-process';

const DOCUMENTS = 100_000;
const SAMPLES = 2_000;

interface Job {
  _id: number;
  key: string;
  team: string;
  status: string;
  at: Date;
  text: string;
}

interface Row {
  readonly name: string;
  readonly value: number;
  readonly aim: number;
  readonly unit: string;
  /** The same through bare lmdb, where there is such a thing. */
  readonly floor?: number;
}

/** Measures the aims of docs: p50 through the real driver at 100,000 documents with two secondary indexes. */
async function main(): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'mongo-speed-'));
  try {
    print(await measure(dir));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

async function measure(dir: string): Promise<Row[]> {
  const entry = [bundle(dir)];
  const floor = await measureFloor(join(dir, 'floor'));
  const data = join(dir, 'data');
  const started = await medianStart(data, entry);
  const server = await ServerProcess.start(data, [], entry);
  const client = new MongoClient(server.uri);
  try {
    const jobs = client.db('speed').collection<Job>('jobs');
    await fill(jobs);
    const insert = await p50(SAMPLES, (n) => jobs.insertOne(job(DOCUMENTS + n)));
    const findOne = await p50(SAMPLES, () => jobs.findOne({ key: `key-${random(DOCUMENTS)}` }));
    const page = await p50(SAMPLES / 2, () =>
      jobs
        .find({ team: `team-${random(100)}` })
        .sort({ at: -1 })
        .limit(20)
        .toArray(),
    );
    const update = await p50(SAMPLES, () => jobs.updateOne({ _id: random(DOCUMENTS) }, { $set: { status: 'done' } }));
    return [
      { name: 'insertOne, durable, p50', value: insert, aim: 1.5, unit: 'ms', floor: floor.put },
      { name: 'findOne by unique key, p50', value: findOne, aim: 0.4, unit: 'ms', floor: floor.get },
      { name: 'indexed find + sort + limit 20, p50', value: page, aim: 1.5, unit: 'ms', floor: floor.get * 20 },
      { name: 'updateOne by _id, durable, p50', value: update, aim: 1.5, unit: 'ms', floor: floor.put },
      { name: 'memory with 100,000 documents', value: residentMegabytes(server.pid), aim: 250, unit: 'MB' },
      { name: 'start to first ping, median of 5', value: started, aim: 400, unit: 'ms' },
    ];
  } finally {
    await client.close();
    await server.stop();
  }
}

/** The product runs the bundle, so that is what is measured. */
function bundle(dir: string): string {
  const outfile = join(__dirname, '..', '..', 'packages', 'embedded-mongo', 'dist', `speed-${dir.slice(-6)}.cjs`);
  const entry = join(__dirname, '..', '..', 'packages', 'embedded-mongo', 'src', 'main.ts');
  buildSync({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['lmdb', 'bson'],
  });
  process.on('exit', () => rmSync(outfile, { force: true }));
  return outfile;
}

async function medianStart(data: string, entry: string[]): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < 5; n += 1) {
    const startedAt = performance.now();
    const server = await ServerProcess.start(data, [], entry);
    const client = new MongoClient(server.uri);
    await client.db('admin').command({ ping: 1 });
    times.push(performance.now() - startedAt);
    await client.close();
    await server.stop();
  }
  return median(times);
}

/** What the disk and lmdb need by themselves: one durable put, one get. */
async function measureFloor(path: string): Promise<{ put: number; get: number }> {
  const environment = open<Buffer, number>({ path, encoding: 'binary' });
  const value = Buffer.alloc(300, 1);
  const put = await p50(SAMPLES, (n) => environment.transaction(() => environment.putSync(n, value)));
  const get = await p50(SAMPLES, async () => environment.get(random(SAMPLES)));
  await environment.close();
  return { put, get };
}

async function fill(jobs: Collection<Job>): Promise<void> {
  await jobs.createIndexes([{ key: { key: 1 }, unique: true }, { key: { team: 1, at: -1 } }]);
  for (let from = 0; from < DOCUMENTS; from += 5_000) {
    await jobs.insertMany(Array.from({ length: 5_000 }, (_, at) => job(from + at)));
  }
}

function job(n: number): Job {
  const at = new Date(1_700_000_000_000 + n * 1000);
  return { _id: n, key: `key-${n}`, team: `team-${n % 100}`, status: 'queued', at, text: 'x'.repeat(150) };
}

async function p50(samples: number, action: (n: number) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < samples; n += 1) {
    const startedAt = performance.now();
    await action(n);
    times.push(performance.now() - startedAt);
  }
  return median(times);
}

function median(times: number[]): number {
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}

function random(below: number): number {
  return Math.floor(Math.random() * below);
}

/** Resident memory, the mapped data file included. */
function residentMegabytes(pid: number | undefined): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
}

function print(rows: readonly Row[]): void {
  let missed = 0;
  for (const { name, value, aim, unit, floor } of rows) {
    if (value > aim) missed += 1;
    const ratio =
      floor === undefined ? '' : `   floor ${floor.toFixed(3)} ${unit}, ${(value / floor).toFixed(1)} times`;
    console.log(
      `${value <= aim ? 'met   ' : 'MISSED'} ${name.padEnd(38)} ${value.toFixed(2).padStart(8)} ${unit}   aim ${aim} ${unit}${ratio}`,
    );
  }
  process.exitCode = missed === 0 ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
