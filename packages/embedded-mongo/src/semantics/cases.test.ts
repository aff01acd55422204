import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Db, MongoClient } from 'mongodb';
import { type RunningServer, startServer } from '../index';
import { semanticCases } from './cases';
import { expectedOutcome, runCase } from './run-case';

/** Against the embedded server, or against MongoDB itself when MONGODB_URI names one. */
describe('semantics of MongoDB 7', () => {
  let dir: string;
  let server: RunningServer | undefined;
  let client: MongoClient;
  let db: Db;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'semantics-'));
    if (!process.env.MONGODB_URI) server = await startServer({ dir, noSync: true, ttlIntervalMs: 100 });
    client = await MongoClient.connect(process.env.MONGODB_URI || (server?.uri ?? ''));
    db = client.db(`semantics_${process.pid}`);
  });

  afterAll(async () => {
    await db?.dropDatabase();
    await client?.close();
    await server?.close();
    rmSync(dir, { recursive: true, force: true });
  });

  test('there are at least 150 cases, each under its own name', () => {
    expect(semanticCases.length).toBeGreaterThanOrEqual(150);
    expect(new Set(semanticCases.map(({ name }) => name)).size).toBe(semanticCases.length);
  });

  test.each(semanticCases.map((row) => [row.name, row] as const))(
    '%s',
    async (_name, row) => {
      expect(await runCase(db, row)).toEqual(expectedOutcome(row));
    },
    100_000,
  );
});
