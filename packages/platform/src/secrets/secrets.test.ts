import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKeyring, loadMasterKey } from '.';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'oatfin-keys-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('processes that make the key at the same moment agree on one, readable by this user only', async () => {
  for (let round = 0; round < 25; round++) {
    const file = join(folder, `${round}`, 'master.key');
    const keys = await Promise.all(Array.from({ length: 8 }, () => loadMasterKey({ file })));
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(folder, `${round}`))).toEqual(['master.key']);
  }
});

test('a key of another length is refused, saying how to make one', async () => {
  await expect(loadMasterKey({ value: 'c2hvcnQ=', file: '' })).rejects.toThrow(
    /MASTER_KEY must hold 32 bytes.*openssl/,
  );
});

test('a sealed value opens in its own place only, and not when it was changed', () => {
  const keyring = createKeyring(Buffer.alloc(32, 7));
  const sealed = keyring.seal('hunter2', 'team:a');
  expect(sealed).toContain(keyring.keyId);
  expect(keyring.open(sealed, 'team:a')).toBe('hunter2');
  expect(() => keyring.open(sealed, 'team:b')).toThrow('cannot be opened');
  expect(() => keyring.open(`${sealed.slice(0, -2)}AA`, 'team:a')).toThrow('cannot be opened');
  expect(() => createKeyring(Buffer.alloc(32, 8)).open(sealed, 'team:a')).toThrow('another key');
});
