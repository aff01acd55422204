import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../errors';

/** Encrypts and decrypts secrets at rest. `context` binds a sealed value to its place: another place cannot open it. */
export interface Keyring {
  /** The id stored with everything the current key seals: the first 16 hex digits of its SHA-256. */
  readonly keyId: string;
  /** AES-256-GCM with a fresh 96-bit nonce: `v1.<keyId>.<nonce>.<tag>.<data>`, base64url. */
  seal(plaintext: string, context: string): string;
  /** Throws `internal` when the value was sealed by another key, for another context, or was changed. */
  open(sealed: string, context: string): string;
  /** A key for another purpose (signing tokens), derived by HKDF-SHA256; 32 bytes. */
  derive(purpose: string): Buffer;
}

const bytesOfKey = 32;

/** A keyring over one 256-bit key (NIST SP 800-38D for the mode). */
export function createKeyring(key: Buffer): Keyring {
  const keyId = createHash('sha256').update(key).digest('hex').slice(0, 16);
  return {
    keyId,
    seal: (plaintext, context) => seal(key, keyId, plaintext, context),
    open: (sealed, context) => open(key, keyId, sealed, context),
    derive: (purpose) => Buffer.from(hkdfSync('sha256', key, '', purpose, bytesOfKey)),
  };
}

/**
 * The master key: from the environment (base64, 32 bytes) or else from a file of mode 600 that is made on first use.
 * Two processes that start at once agree on one file.
 */
export async function loadMasterKey(source: { value?: string | undefined; file: string }): Promise<Buffer> {
  if (source.value) return decodeKey(source.value, 'MASTER_KEY');
  await mkdir(dirname(source.file), { recursive: true, mode: 0o700 });
  await writeOnce(source.file, randomBytes(bytesOfKey).toString('base64'));
  return decodeKey(await readFile(source.file, 'utf8'), source.file);
}

/** Makes the file with all of its content at once, unless there is one: nobody ever reads half a key. */
async function writeOnce(file: string, content: string): Promise<void> {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, content, { mode: 0o600, flag: 'wx' });
  try {
    await link(draft, file);
  } catch (error) {
    if (!isFileExists(error)) throw error;
  } finally {
    await unlink(draft);
  }
}

function decodeKey(text: string, origin: string): Buffer {
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== bytesOfKey) {
    throw new Error(`${origin} must hold 32 bytes in base64; make one with: openssl rand -base64 32`);
  }
  return key;
}

function seal(key: Buffer, keyId: string, plaintext: string, context: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
  const data = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
  return ['v1', keyId, ...[nonce, cipher.getAuthTag(), data].map((part) => part.toString('base64url'))].join('.');
}

function open(key: Buffer, keyId: string, sealed: string, context: string): string {
  const [version, sealedBy, nonce = '', tag = '', data = ''] = sealed.split('.');
  if (version !== 'v1' || sealedBy !== keyId) {
    throw new AppError('internal', 'A stored secret was sealed with another key.', { details: { sealedBy, keyId } });
  }
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'), { authTagLength: 16 })
      .setAAD(Buffer.from(context))
      .setAuthTag(Buffer.from(tag, 'base64url'));
    return Buffer.concat([decipher.update(Buffer.from(data, 'base64url')), decipher.final()]).toString('utf8');
  } catch (cause) {
    throw new AppError('internal', 'A stored secret cannot be opened.', { cause });
  }
}

function isFileExists(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EEXIST';
}
