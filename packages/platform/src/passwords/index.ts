import { hash, verify } from '@node-rs/argon2';

/** Argon2id with 19 MiB, two passes, one lane: OWASP Password Storage Cheat Sheet. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** A salted argon2id hash that carries its own parameters. */
export async function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

/** Whether the password made this hash. Without a hash it takes as long and is false, so that timing tells nothing. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  if (stored !== null) return verify(stored, password);
  await hash(password, cost);
  return false;
}
