import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { envExample } from './env-example';
import { completeLockFile } from './platform-packages';

/** Files that are made, wholly or in part, from others. */
const files: Record<string, () => string> = {
  '.env.example': envExample,
  'package-lock.json': completeLockFile,
};

/** `npm run generate` writes them; with --check it only says which are not up to date, and fails then. */
function main(isCheck: boolean): void {
  const outdated = Object.entries(files)
    .map(([file, make]) => ({ file, text: make() }))
    .filter(({ file, text }) => !existsSync(file) || readFileSync(file, 'utf8') !== text);
  for (const { file, text } of outdated) {
    if (isCheck) console.error(`${file} is not up to date: npm run generate`);
    else writeFileSync(file, text);
  }
  if (isCheck && outdated.length > 0) process.exitCode = 1;
}

main(process.argv.includes('--check'));
