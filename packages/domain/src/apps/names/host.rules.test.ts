import { hostsOf } from './host.rules';

const id = '65f000000000000000abcdef';

test('an app answers at its name and its team', () => {
  expect(hostsOf('My API_2', 'acme', id)[0]).toBe('my-api-2-acme');
});

test('when the plain host is taken, the end of the id makes it unique', () => {
  expect(hostsOf('api', 'acme', id)).toEqual(['api-acme', 'api-acme-abcdef', `api-acme-${id}`]);
});

test.each([
  ['Café', 'cafe-acme-abcdef'],
  ['日本', 'app-acme-abcdef'],
  ['🚀', 'app-acme-abcdef'],
  ['...', 'app-acme-abcdef'],
])('%s is not ASCII, so its host carries the end of the id', (name, host) => {
  expect(hostsOf(name, 'acme', id)[0]).toBe(host);
});

test('every host is a DNS label, whatever the name', () => {
  const names = ['x'.repeat(64), '-a-', `${'a-'.repeat(32)}`, 'xn--80ak6aa92e', ' a  b ', '日本'.repeat(32)];
  for (const host of names.flatMap((name) => hostsOf(name, 'a-very-long-team-slug-1x2y', id))) {
    expect(host).toMatch(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
    expect(host).not.toContain('--');
  }
});
