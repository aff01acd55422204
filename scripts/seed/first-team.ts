import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RegisterBody } from '@oatfin/contracts';
import { MongoClient } from 'mongodb';

export interface FirstTeamSource {
  /** Where the API answers. */
  url: string;
  mongodbUri: string;
  dataDir: string;
}

/**
 * Makes a first user and team through the API when the database has no user yet, with a password of its own that is
 * kept in DATA_DIR/first-login.txt, mode 600. `file` is null where users exist and this start's folder knows no login.
 */
export async function firstTeam({ url, mongodbUri, dataDir }: FirstTeamSource): Promise<{
  file: string | null;
  isNew: boolean;
}> {
  const file = firstLoginFile(dataDir);
  if (await hasUsers(mongodbUri)) return { file: existsSync(file) ? file : null, isNew: false };
  const password = randomBytes(12).toString('base64url');
  // The file first: a crash in between leaves a login that does not work yet, not one that nobody knows.
  rmSync(file, { force: true });
  await writeFile(file, `${email}\n${password}\n`, { mode: 0o600 });
  await register(url, { email, password, name: 'Demo', timezone: localZone(), team: 'Demo' });
  return { file, isNew: true };
}

const email = 'demo@oatfin.local';

/** The first login of this folder of data; null when it has none. */
export function readFirstLogin(dataDir: string): { email: string; password: string } | null {
  const file = firstLoginFile(dataDir);
  if (!existsSync(file)) return null;
  const [login = '', password = ''] = readFileSync(file, 'utf8').split('\n');
  return { email: login, password };
}

function firstLoginFile(dataDir: string): string {
  return join(dataDir, 'first-login.txt');
}

async function hasUsers(uri: string): Promise<boolean> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 5_000 });
  try {
    return (await client.db().collection('users').countDocuments({}, { limit: 1 })) > 0;
  } finally {
    await client.close();
  }
}

async function register(url: string, body: RegisterBody): Promise<void> {
  const answer = await fetch(`${url}/v1/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(15_000),
  });
  if (answer.status !== 201) throw new Error(`The first user could not be made: ${await answer.text()}`);
}

function localZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
