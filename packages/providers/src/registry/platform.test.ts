import { canRun, formatPlatform } from './platform';

test.each([
  ['linux/amd64', 'linux/amd64', true],
  ['linux/amd64', 'linux/arm64', false],
  ['linux/amd64', 'windows/amd64', false],
  ['linux/amd64', 'linux/amd64/v3', false],
  ['linux/arm64', 'linux/arm64/v8', true],
  ['linux/arm/v7', 'linux/arm/v6', true],
  ['linux/arm/v6', 'linux/arm', false],
  ['linux/x86_64', 'linux/amd64', true],
  ['linux/riscv64', 'linux/riscv64', true],
])('whether a machine of %s runs an image for %s: %s', (wanted, offered, expected) => {
  expect(canRun(wanted, offered)).toBe(expected);
});

test('a platform is written without what goes without saying', () => {
  expect(formatPlatform({ os: 'linux', architecture: 'aarch64', variant: 'v8' })).toBe('linux/arm64');
  expect(formatPlatform({ os: 'linux', architecture: 'arm', variant: 'v6' })).toBe('linux/arm/v6');
});
