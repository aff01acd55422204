import { AppError } from '@oatfin/platform/errors';
import { formatReference, parseReference } from './reference';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

test.each([
  ['nginx', 'docker.io', 'library/nginx', 'latest', null],
  ['nginx:1.27-alpine', 'docker.io', 'library/nginx', '1.27-alpine', null],
  ['shop/api', 'docker.io', 'shop/api', 'latest', null],
  ['  shop/api:2 ', 'docker.io', 'shop/api', '2', null],
  ['docker.io/nginx', 'docker.io', 'library/nginx', 'latest', null],
  ['index.docker.io/shop/api:1', 'docker.io', 'shop/api', '1', null],
  ['ghcr.io/shop/api/worker:v1.2_3', 'ghcr.io', 'shop/api/worker', 'v1.2_3', null],
  ['GHCR.io/shop/api', 'ghcr.io', 'shop/api', 'latest', null],
  ['Registry/shop', 'registry', 'shop', 'latest', null],
  ['localhost/app', 'localhost', 'app', 'latest', null],
  ['localhost:5000/app', 'localhost:5000', 'app', 'latest', null],
  ['localhost:5000', 'docker.io', 'library/localhost', '5000', null],
  ['127.0.0.1:15300/team/app:x', '127.0.0.1:15300', 'team/app', 'x', null],
  ['[::1]:5000/app', '[::1]:5000', 'app', 'latest', null],
  ['a__b--c/d.e_f', 'docker.io', 'a__b--c/d.e_f', 'latest', null],
  [`nginx@${digest}`, 'docker.io', 'library/nginx', null, digest],
  [`ghcr.io/shop/api:2@${digest}`, 'ghcr.io', 'shop/api', '2', digest],
  [`nginx:${'t'.repeat(128)}`, 'docker.io', 'library/nginx', 't'.repeat(128), null],
])('%s is read as Docker reads it', (text, host, repository, tag, digestRead) => {
  expect(parseReference(text)).toEqual({ host, repository, tag, digest: digestRead });
});

test.each([
  ['', 'Name an image'],
  ['   ', 'Name an image'],
  ['https://ghcr.io/shop/api', 'without a scheme'],
  ['ngi nx', 'no spaces'],
  ['0123456789abcdef'.repeat(4), 'the id of an image'],
  ['Nginx', '"Nginx" must be in lower case'],
  ['ghcr.io/Shop/api', '"Shop/api" must be in lower case'],
  ['nginx:', 'The tag after the colon is missing'],
  ['nginx:-1', '"-1" is not a tag'],
  ['nginx:a+b', '"a+b" is not a tag'],
  [`nginx:${'t'.repeat(129)}`, 'at most 128 characters'],
  ['nginx@', 'must be a digest'],
  ['nginx@sha256:abc', 'must be a digest'],
  [`nginx@${digest.toUpperCase()}`, 'must be a digest'],
  ['ghcr.io/', 'name of the image is missing'],
  [':1', 'name of the image is missing'],
  ['ghcr.io/shop//api', 'empty part between its slashes'],
  ['/nginx', 'empty part between its slashes'],
  ['shop/api/', 'empty part between its slashes'],
  ['ghcr.io/shop/-api', '"-api" cannot be part'],
  ['shop/a___b', '"a___b" cannot be part'],
  ['shop/a..b', '"a..b" cannot be part'],
  [`shop/${'a'.repeat(251)}`, 'at most 255 characters'],
  ['-x.io/app', '"-x.io" is not the host'],
  ['ghcr.io:port/app', '"ghcr.io:port" is not the host'],
  ['localhost:70000/app', '"70000" is not a port'],
  ['localhost:0/app', '"0" is not a port'],
])('"%s" is refused with what is wrong with it', (text, sentence) => {
  const error = refusalOf(text);
  expect(error.code).toBe('image.invalid');
  expect(error.publicMessage).toContain(sentence);
});

test('a password that was pasted into a reference is not repeated', () => {
  expect(refusalOf('ada:s3cret@ghcr.io/shop/api').message).not.toContain('s3cret');
  expect(refusalOf('https://ada:s3cret@ghcr.io/shop/api').message).not.toContain('s3cret');
});

test.each([
  'docker.io/library/nginx:latest',
  'localhost:5000/app:1',
  `ghcr.io/shop/api@${digest}`,
  `ghcr.io/shop/api:2@${digest}`,
])('%s is written as it was read', (text) => {
  expect(formatReference(parseReference(text))).toBe(text);
});

function refusalOf(text: string): AppError {
  try {
    parseReference(text);
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error(`"${text}" was not refused`);
}
