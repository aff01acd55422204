// The import rules of the layout; scripts/check/import-rules.test.ts plants a violation of each.
const err = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
module.exports = {
  forbidden: [
    err('no-cycles', 'two modules that need each other are one module', {}, { circular: true }),
    err(
      'apps-are-leaves',
      'apps never import another app',
      { path: '^apps/([^/]+)/' },
      { path: '^apps/', pathNot: '^apps/$1/' },
    ),
    err('packages-below-apps', 'packages never import apps', { path: '^packages/' }, { path: '^apps/' }),
    err(
      'contracts-stand-alone',
      'contracts import only themselves (and zod)',
      { path: '^packages/contracts/' },
      { path: '^packages/(?!contracts/)' },
    ),
    err(
      'providers-know-no-feature',
      'a vendor adapter imports no business noun',
      { path: '^packages/providers/' },
      { path: '^packages/(domain|contracts)/' },
    ),
    err(
      'platform-knows-no-feature',
      'platform imports no business noun',
      { path: '^packages/platform/' },
      { path: '^packages/(domain|contracts|providers)/' },
    ),
    err(
      'web-sees-contracts-only',
      'the dashboard sees the wire, not the server',
      { path: '^apps/web/' },
      { path: '^packages/(?!contracts/)' },
    ),
    err(
      'feature-front-door',
      'a feature is entered through its index',
      { path: '^packages/domain/src/([^/]+)/' },
      { path: '^packages/domain/src/[^/]+/(?!index\\.ts$)', pathNot: '^packages/domain/src/$1/' },
    ),
    err(
      'apps-use-the-front-door',
      'apps enter a feature through its index',
      { path: '^apps/' },
      { path: '^packages/domain/src/[^/]+/(?!index\\.ts$)' },
    ),
    err(
      'models-behind-services',
      'only the feature itself touches its model',
      { pathNot: '^packages/(domain|testkit)/' },
      { path: '\\.model\\.ts$' },
    ),
    err(
      'index-hides-model',
      'the front door never hands out a model',
      { path: '^packages/domain/src/[^/]+/index\\.ts$' },
      { path: '\\.model\\.ts$', dependencyTypesNot: ['type-only'] },
    ),
    err(
      'model-is-a-leaf',
      'a model imports no service and no job',
      { path: '\\.model\\.ts$' },
      { path: '\\.(service|jobs|routes|handler)\\.ts$' },
    ),
    err(
      'providers-by-type',
      'domain sees provider interfaces only',
      { path: '^packages/domain/', pathNot: '\\.(test|fixture)\\.ts$' },
      { path: '^packages/providers/', dependencyTypesNot: ['type-only'] },
    ),
    err(
      'config-at-the-entry',
      'only an entry point reads config',
      { pathNot: '(^apps/[^/]+/src/main\\.ts$|^packages/(platform|testkit)/|^scripts/generate/|\\.test\\.ts$)' },
      { path: '^packages/platform/src/config/', dependencyTypesNot: ['type-only'] },
    ),
    err(
      'page-isolation',
      'a page folder never imports another page folder',
      { path: '^apps/web/src/pages/([^/]+)/' },
      { path: '^apps/web/src/pages/', pathNot: '^apps/web/src/pages/$1/' },
    ),
    err(
      'route-isolation',
      'api features never import each other',
      { path: '^apps/(api|worker)/src/([^/]+)/' },
      { path: '^apps/(api|worker)/src/[^/]+/', pathNot: '^apps/$1/src/($2|http|runtime)/' },
    ),
    err(
      'testkit-in-tests-only',
      'testkit never ships',
      { path: '^(apps|packages)/', pathNot: '(\\.(test|fixture)\\.tsx?$|^packages/testkit/)' },
      { path: '^packages/testkit/' },
    ),
    err(
      'fixtures-in-tests-only',
      'what tests share never ships',
      { pathNot: '(\\.(test|fixture)\\.tsx?$|^packages/testkit/|^tests/)' },
      { path: '\\.fixture\\.tsx?$' },
    ),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    // Our packages are imported by name; without the exports field `@oatfin/x/y` stays a name and no rule sees it.
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(node_modules|/dist/|/\\.umi)' },
  },
};
