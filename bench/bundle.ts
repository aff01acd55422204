import { resolve } from 'node:path';
import { build } from 'esbuild';

const workspace = resolve(__dirname, '..');

/** A process of ours as the product runs it: our own packages bundled in, node_modules left out. Gives the file. */
export async function bundle(main: string): Promise<string> {
  const outfile = resolve(workspace, 'node_modules/.cache/bench', main.replace(/\W+/g, '-'), 'main.cjs');
  await build({
    ...{ entryPoints: [main], outfile, absWorkingDir: workspace, logLevel: 'warning', keepNames: true },
    ...{ bundle: true, platform: 'node', format: 'cjs', target: 'node20' },
    plugins: [
      {
        name: 'keep-node-modules-out',
        setup: ({ onResolve }) => {
          onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
            kind === 'entry-point' || path.startsWith('@oatfin/') ? null : { path, external: true },
          );
        },
      },
    ],
  });
  return outfile;
}
