/** Two worlds: everything that runs on Node, and the dashboard's components in jsdom. */
const swc = [
  '@swc/jest',
  {
    jsc: {
      parser: { syntax: 'typescript', tsx: true, decorators: false },
      target: 'es2022',
      transform: { react: { runtime: 'automatic' } },
    },
  },
];

module.exports = {
  // The counterparts (Docker Engine, registry, Redis, MongoDB) share the machine with the tests.
  maxWorkers: 2,
  // A loaded machine is slow, not broken; what hangs is found all the same.
  testTimeout: 30_000,
  reporters: ['default', '<rootDir>/packages/testkit/src/jest/reporter.cjs'],
  projects: [
    {
      displayName: 'node',
      testEnvironment: 'node',
      roots: [
        '<rootDir>/packages',
        '<rootDir>/apps/api',
        '<rootDir>/apps/worker',
        '<rootDir>/tests',
        '<rootDir>/scripts',
      ],
      testMatch: ['**/*.test.ts'],
      globalSetup: '<rootDir>/packages/testkit/src/jest/global-setup.ts',
      globalTeardown: '<rootDir>/packages/testkit/src/jest/global-teardown.ts',
      transform: { '^.+\\.[cm]?[jt]sx?$': swc },
      modulePathIgnorePatterns: ['<rootDir>/.*/dist/'],
    },
    {
      displayName: 'web',
      testEnvironment: 'jsdom',
      roots: ['<rootDir>/apps/web/src'],
      testMatch: ['**/*.test.ts', '**/*.test.tsx'],
      setupFiles: ['<rootDir>/apps/web/test/browser.ts'],
      setupFilesAfterEnv: ['<rootDir>/apps/web/test/setup.ts'],
      transform: { '^.+\\.[cm]?[jt]sx?$': swc },
      transformIgnorePatterns: ['/node_modules/(?!(eventsource-parser)/)'],
      moduleNameMapper: {
        '^@/(.*)$': '<rootDir>/apps/web/src/$1',
        '^umi$': '<rootDir>/apps/web/test/umi.tsx',
        '^antd/es/(.*)$': 'antd/lib/$1',
        '^@ant-design/colors/es/(.*)$': '@ant-design/colors/lib/$1',
        '^@rc-component/picker/es/(.*)$': '@rc-component/picker/lib/$1',
        '\\.css$': '<rootDir>/apps/web/test/empty.ts',
      },
      modulePathIgnorePatterns: ['<rootDir>/.*/dist/', '<rootDir>/apps/web/src/.umi'],
    },
  ],
};
