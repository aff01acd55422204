import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { plants } from './plants.fixture';

const root = resolve(__dirname, '../..');
const Cruised = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
    ruleSetUsed: z.object({ forbidden: z.array(z.object({ name: z.string() })) }),
  }),
});

describe('the import rules', () => {
  let tree: string;
  let cruised: z.infer<typeof Cruised>['summary'];

  beforeAll(() => {
    tree = plantTree();
    cruised = cruise(tree);
  });

  afterAll(() => rmSync(tree, { recursive: true }));

  it('have a planted violation each', () => {
    const rules = cruised.ruleSetUsed.forbidden.map(({ name }) => name);
    expect(plants.map(({ rule }) => rule).sort()).toEqual(rules.sort());
  });

  it.each(plants)('$rule catches its planted violation', ({ rule, file }) => {
    const caught = cruised.violations.filter((violation) => violation.rule.name === rule);
    expect(caught.map(({ from }) => from)).toContain(file);
  });

  it('let allowed imports pass', () => {
    expect(cruised.violations.filter(({ from }) => from.includes('allowed'))).toEqual([]);
  });
});

/** A small tree of the same layout, whose packages find each other through node_modules and their exports as ours do. */
function plantTree(): string {
  const folder = mkdtempSync(join(tmpdir(), 'oatfin-rules-'));
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'tsconfig.base.json']) {
    cpSync(join(root, file), join(folder, file));
  }
  mkdirSync(join(folder, 'node_modules/@oatfin'), { recursive: true });
  for (const name of readdirSync(join(root, 'packages'))) {
    mkdirSync(join(folder, 'packages', name), { recursive: true });
    cpSync(join(root, 'packages', name, 'package.json'), join(folder, 'packages', name, 'package.json'));
    symlinkSync(`../../packages/${name}`, join(folder, 'node_modules/@oatfin', name));
  }
  for (const { files } of [...plants, { files: allowed }]) {
    for (const [path, text] of Object.entries(files)) write(join(folder, path), text);
  }
  return folder;
}

const allowed = {
  'apps/api/src/allowed/allowed.routes.ts': `import '@oatfin/domain/alpha'; import '@oatfin/contracts'; import '../http/route';`,
  'apps/api/src/http/route.ts': 'export {};',
  'packages/domain/src/allowed/allowed.service.ts': `import '@oatfin/domain/alpha'; import type { T } from '@oatfin/providers/targets'; export type U = T;`,
};

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function cruise(folder: string): z.infer<typeof Cruised>['summary'] {
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [program, 'apps', 'packages', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'];
  const output = execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 50_000_000 });
  return Cruised.parse(JSON.parse(output)).summary;
}
