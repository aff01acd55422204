import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileSize, functionSizes, type Size } from './measure';

const listed = 15;

/** `npm run sizes`: the largest files and functions of the sources, and what is usual. */
function main(): void {
  const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' });
  const sources = tracked.split('\n').filter((path) => /\.(tsx?|mjs|cjs)$/.test(path) && existsSync(path));
  show('files', sources.map(fileSize));
  show('functions', sources.flatMap(functionSizes));
}

function show(what: string, sizes: Size[]): void {
  const sorted = sizes.sort((one, other) => other.lines - one.lines);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * (1 - share))]?.lines ?? 0;
  console.log(`${sorted.length} ${what}: median ${at(0.5)} lines, 9 in 10 under ${at(0.9) + 1}`);
  for (const { lines, place } of sorted.slice(0, listed)) console.log(`${String(lines).padStart(6)}  ${place}`);
}

main();
