import { createMask } from './mask';

test('a secret that holds another one leaves nothing of itself', () => {
  expect(createMask(['s3cret', 's3cret-of-mine'])('it is s3cret-of-mine')).toBe('it is ••••••');
});

test('each line of a secret is one, unless it is short', () => {
  const mask = createMask(['-----BEGIN\nc2VjcmV0\nab']);
  expect(mask('c2VjcmV0 of the cabin')).toBe('•••••• of the cabin');
});

test('a short secret is masked where it stands as a word alone', () => {
  expect(createMask(['ab'])('ab, "ab" and cabin éab ab_')).toBe('••••••, "••••••" and cabin éab ab_');
});

test('a secret is text, not a pattern', () => {
  const mask = createMask(['a.c+(d)|[e]', '$&^*\\/?']);
  expect(mask('a.c+(d)|[e] $&^*\\/? abc+(d)')).toBe('•••••• •••••• abc+(d)');
});

test('without a secret, or with empty ones, the text stays', () => {
  expect(createMask([])('as it is')).toBe('as it is');
  expect(createMask(['', ' ', '\n'])('as it is')).toBe('as it is');
});
