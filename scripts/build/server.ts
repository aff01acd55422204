import { build, type Plugin, stop } from 'esbuild';
import type { Artefact } from './stamp';

/** The programs that run on Node, by the folder they are built in. */
const programs = {
  'apps/api/dist/main.js': 'apps/api/src/main.ts',
  'apps/worker/dist/main.js': 'apps/worker/src/main.ts',
  'packages/embedded-mongo/dist/main.js': 'packages/embedded-mongo/src/main.ts',
};

/** API, worker and embedded MongoDB: our own packages bundled in, everything of node_modules left there. */
export const server: Artefact = {
  name: 'server',
  sources: ['apps/api', 'apps/worker', 'packages', 'scripts/build', 'tsconfig.base.json', 'package-lock.json'],
  outputs: Object.keys(programs),
  build: async () => {
    await build({
      entryPoints: Object.entries(programs).map(([out, input]) => ({ in: input, out: out.replace(/\.js$/, '') })),
      outdir: '.',
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      sourcemap: true,
      sourcesContent: false,
      keepNames: true,
      logLevel: 'warning',
      plugins: [keepNodeModulesOut],
    });
    // Its helper process would stay for as long as this one.
    await stop();
  },
};

/** `packages: 'external'` of esbuild would leave our own packages out too. */
const keepNodeModulesOut: Plugin = {
  name: 'keep-node-modules-out',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
      if (kind === 'entry-point' || path.startsWith('@oatfin/')) return null;
      return { path, external: true };
    });
  },
};
