/** Two worlds: everything that runs on Node, and the dashboard's components in jsdom. */
const swc = ['@swc/jest', { jsc: { parser: { syntax: 'typescript', tsx: true, decorators: false }, target: 'es2022', transform: { react: { runtime: 'automatic' } } } }];

module.exports = {
  projects: [
    {
      displayName: 'node',
      testEnvironment: 'node',
      roots: ['<rootDir>/packages', '<rootDir>/apps/api', '<rootDir>/apps/worker', '<rootDir>/tests', '<rootDir>/scripts'],
      testMatch: ['**/*.test.ts'],
      transform: { '^.+\\.[cm]?[jt]sx?$': swc },
      modulePathIgnorePatterns: ['<rootDir>/.*/dist/'],
    },
  ],
};
