import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crashRound } from './crash-round';

describe('a server that is killed', () => {
  const dir = mkdtempSync(join(tmpdir(), 'mongo-crash-'));

  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  test('loses no acknowledged write, and every index agrees with its documents', async () => {
    const report = await crashRound(dir, 1, 50, 300);
    expect(report.problems).toEqual([]);
    expect(report.acknowledged).toBeGreaterThan(200);
  }, 30_000);
});
