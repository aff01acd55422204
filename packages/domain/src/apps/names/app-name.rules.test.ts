import { DisplayName } from '@oatfin/contracts';
import { copyNamesOf, longestName, nameFaults, nameKeyOf } from './app-name.rules';

function firstNames(name: string, count: number): string[] {
  const names = copyNamesOf(name);
  return Array.from({ length: count }, () => String(names.next().value));
}

test.each([
  ['API', 'api'],
  ['Straße', 'STRASSE'],
  ['ﬁle', 'FILE'],
  ['ΟΔΟΣ', 'οδος'],
  ['Cafe\u0301', 'CAFÉ'],
  ['a\u200bpi', 'api'],
  ['ａｐｉ', 'api'],
])('%s and %s are one name', (one, other) => {
  expect(nameKeyOf(one)).toBe(nameKeyOf(other));
});

test('names that people can tell apart are two names', () => {
  expect(new Set(['api', 'apí', 'api-2', 'api 2', '日本', '日木'].map(nameKeyOf)).size).toBe(6);
});

test('comparing a name changes nothing the second time', () => {
  for (const name of ['İstanbul', 'Straße', 'ΟΔΟΣ', 'ŉ', 'ǰ', '𝒜pp']) {
    expect(nameKeyOf(nameKeyOf(name))).toBe(nameKeyOf(name));
  }
});

test.each(['new', 'Oatfin', 'LOCALHOST', 'null', 'ｕｎｄｅｆｉｎｅｄ'])('the name %s is reserved', (name) => {
  expect(nameFaults(name)).toEqual([expect.objectContaining({ path: 'name', code: 'app.name_reserved' })]);
});

test('a name without a visible character is refused', () => {
  expect(nameFaults('\u200b\u2060')).toEqual([{ path: 'name', message: 'The name has no visible character.' }]);
});

test('a name that grows beyond bounds when written out is refused', () => {
  expect(nameFaults('\ufdfa'.repeat(64))).toHaveLength(1);
});

test('copies are numbered from the second on', () => {
  expect(firstNames('api', 3)).toEqual(['api-copy', 'api-copy-2', 'api-copy-3']);
});

test('the copies of a name of 64 characters fit and differ', () => {
  const names = firstNames('x'.repeat(64), 12);
  expect(new Set(names).size).toBe(12);
  expect(names.every((name) => name.length === longestName)).toBe(true);
});

test('a name is as long as its characters are many, whatever they take to store', () => {
  expect(DisplayName.safeParse('🚀'.repeat(64)).success).toBe(true);
  expect(DisplayName.safeParse('🚀'.repeat(65)).success).toBe(false);
  expect(firstNames('🚀'.repeat(64), 1)).toEqual([`${'🚀'.repeat(59)}-copy`]);
});

test('a long name is cut between characters, never inside one', () => {
  const [copy = ''] = firstNames(`${'x'.repeat(57)}👩‍🚀👩‍🚀`, 1);
  expect(copy).toBe(`${'x'.repeat(57)}-copy`);
});
