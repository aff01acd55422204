import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crashRound } from '../../packages/embedded-mongo/src/testing/crash-round';

const ROUNDS = 8;
const WRITERS = 50;

/** Kills the server eight times under fifty writers, on one directory, and counts what was lost. */
async function main(): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'mongo-crash-'));
  let problems = 0;
  try {
    for (let round = 1; round <= ROUNDS; round += 1) {
      const killAfterMs = 400 + Math.floor(Math.random() * 1500);
      const report = await crashRound(dir, round, WRITERS, killAfterMs);
      problems += report.problems.length;
      console.log(
        `round ${round}: killed after ${killAfterMs} ms, ${report.acknowledged} writes acknowledged, ${report.problems.length} problems`,
      );
      for (const problem of report.problems.slice(0, 5)) console.log(`  ${problem}`);
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
  console.log(
    problems === 0 ? 'no acknowledged write lost, every index agrees with its documents' : `${problems} problems`,
  );
  process.exitCode = problems === 0 ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
