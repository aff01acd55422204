import { isImageReference } from './image-reference.rules';

const digest = `sha256:${'0a'.repeat(32)}`;

test.each([
  'nginx',
  'nginx:1.27',
  'library/nginx',
  'ghcr.io/shop/api:2.0-rc.1',
  'localhost:5000/a__b/c-d:latest',
  '127.0.0.1:5000/shop/api',
  '[::1]:5000/shop/api:1',
  'Registry.Example.com/shop/api',
  `nginx@${digest}`,
  `ghcr.io/shop/api:2@${digest}`,
])('%s is an image reference', (text) => {
  expect(isImageReference(text)).toBe(true);
});

test.each([
  'Nginx',
  'nginx:',
  'nginx:a b',
  ':1',
  'https://ghcr.io/shop/api',
  'ghcr.io//api',
  '/nginx',
  'nginx/',
  'nginx@sha256:abc',
  `nginx:${'x'.repeat(129)}`,
  'nginx\nalpine',
  '-nginx',
])('%j is no image reference', (text) => {
  expect(isImageReference(text)).toBe(false);
});

test('a long text that almost is a reference is refused without delay', () => {
  // What backtracks takes years, what does not less than a millisecond: any bound between tells them apart.
  const startedAt = Date.now();
  expect(isImageReference(`${'a-'.repeat(256)}!`)).toBe(false);
  expect(isImageReference(`${'a.'.repeat(256)}/`)).toBe(false);
  expect(isImageReference(`${'a'.repeat(511)}!`)).toBe(false);
  expect(Date.now() - startedAt).toBeLessThan(5_000);
});
