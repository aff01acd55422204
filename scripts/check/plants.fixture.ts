/** Files that break one import rule: `file` is the one that is at fault. */
export interface Plant {
  rule: string;
  file: string;
  files: Record<string, string>;
}

const target = 'export const here = 1; export type T = number;';

/** One violation of every rule of .dependency-cruiser.cjs, written as somebody would by mistake. */
export const plants: Plant[] = [
  plant('no-cycles', 'packages/platform/src/time/a.ts', `import './b';`, {
    'packages/platform/src/time/b.ts': `import './a';`,
  }),
  plant('apps-are-leaves', 'apps/api/src/leaf.ts', `import '../../worker/src/handlers';`, {
    'apps/worker/src/handlers.ts': target,
  }),
  plant('packages-below-apps', 'packages/domain/src/below/index.ts', `import '../../../../apps/api/src/app';`, {
    'apps/api/src/app.ts': target,
  }),
  plant('contracts-stand-alone', 'packages/contracts/src/dependent.ts', `import '@oatfin/platform/errors';`, {
    'packages/platform/src/errors/index.ts': target,
    'packages/contracts/src/index.ts': target,
  }),
  plant('providers-know-no-feature', 'packages/providers/src/nosy/index.ts', `import '@oatfin/domain/alpha';`, {
    'packages/domain/src/alpha/index.ts': target,
  }),
  plant('platform-knows-no-feature', 'packages/platform/src/nosy/index.ts', `import '@oatfin/domain/alpha';`),
  plant('web-sees-contracts-only', 'apps/web/src/pages/apps/server.ts', `import '@oatfin/platform/errors';`),
  plant('feature-front-door', 'packages/domain/src/beta/beta.service.ts', `import '../alpha/alpha.service';`, {
    'packages/domain/src/alpha/alpha.service.ts': target,
  }),
  plant(
    'apps-use-the-front-door',
    'apps/api/src/alpha/alpha.routes.ts',
    `import '../../../../packages/domain/src/alpha/alpha.service';`,
  ),
  plant(
    'models-behind-services',
    'apps/worker/src/alpha/run-alpha.handler.ts',
    `import '../../../../packages/domain/src/alpha/alpha.model';`,
    {
      'packages/domain/src/alpha/alpha.model.ts': target,
    },
  ),
  plant('index-hides-model', 'packages/domain/src/gamma/index.ts', `export { here } from './gamma.model';`, {
    'packages/domain/src/gamma/gamma.model.ts': target,
  }),
  plant('model-is-a-leaf', 'packages/domain/src/delta/delta.model.ts', `import './delta.service';`, {
    'packages/domain/src/delta/delta.service.ts': target,
  }),
  plant(
    'providers-by-type',
    'packages/domain/src/epsilon/epsilon.service.ts',
    `import { here } from '@oatfin/providers/targets'; here;`,
    {
      'packages/providers/src/targets/index.ts': target,
    },
  ),
  plant('config-at-the-entry', 'apps/api/src/http/early.ts', `import { here } from '@oatfin/platform/config'; here;`, {
    'packages/platform/src/config/index.ts': target,
  }),
  plant('page-isolation', 'apps/web/src/pages/apps/list.tsx', `import '../teams/list';`, {
    'apps/web/src/pages/teams/list.tsx': target,
  }),
  plant('route-isolation', 'apps/api/src/beta/beta.routes.ts', `import '../gamma/gamma.routes';`, {
    'apps/api/src/gamma/gamma.routes.ts': target,
  }),
  plant('testkit-in-tests-only', 'packages/domain/src/zeta/index.ts', `import '@oatfin/testkit/eventually';`, {
    'packages/testkit/src/eventually/index.ts': target,
  }),
  plant('fixtures-in-tests-only', 'packages/domain/src/eta/eta.service.ts', `import './eta.fixture';`, {
    'packages/domain/src/eta/eta.fixture.ts': target,
  }),
];

function plant(rule: string, file: string, text: string, others: Record<string, string> = {}): Plant {
  return { rule, file, files: { [file]: `${text}\n${target}\n`, ...others } };
}
