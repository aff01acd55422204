import { mkdir, mkdtemp, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { putInPlace } from './put-in-place';

let served: string;
let fresh: string;

beforeEach(async () => {
  served = await mkdtemp(join(tmpdir(), 'oatfin-served-'));
  fresh = join(served, '.fresh');
  await mkdir(join(fresh, 'static'), { recursive: true });
});

const write = (folder: string, files: Record<string, string>) =>
  Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)));

test('the new page takes the place of the old one, and the parts of the old one still answer for a day', async () => {
  await write(served, { 'index.html': 'old', 'umi.old.js': 'old', 'umi.ancient.js': 'ancient' });
  await utimes(join(served, 'umi.ancient.js'), new Date(0), new Date(0));
  await write(fresh, { 'index.html': 'new', 'umi.new.js': 'new', 'static/mark.svg': 'new' });
  await putInPlace(fresh, served);
  expect(await readFile(join(served, 'index.html'), 'utf8')).toBe('new');
  expect((await readdir(served)).sort()).toEqual(['index.html', 'static', 'umi.new.js', 'umi.old.js']);
});

test('a build without a page leaves what is served as it was', async () => {
  await write(served, { 'index.html': 'old' });
  await write(fresh, { 'umi.new.js': 'new' });
  await expect(putInPlace(fresh, served)).rejects.toThrow('no index.html');
  expect(await readFile(join(served, 'index.html'), 'utf8')).toBe('old');
});
