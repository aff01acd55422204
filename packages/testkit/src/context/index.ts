import { randomBytes } from 'node:crypto';
import type { Ctx, SystemCtx } from '@oatfin/domain/context';
import { createTeam } from '@oatfin/domain/teams';
import { newUserId } from '@oatfin/domain/users';
import { createLogger } from '@oatfin/platform/logging';
import { connectStores } from '@oatfin/platform/stores';
import type { Mailer, MailMessage } from '@oatfin/providers/mail';
import type { RegistryClient } from '@oatfin/providers/registry';
import mongoose from 'mongoose';
import { testDatabase } from '../mongo';
import { createFakeTarget, type FakeTarget } from '../target';

/** A context on real stores, with a database and a queue prefix that no other test file has, and a fake target. */
export interface TestSystem {
  system: SystemCtx;
  target: FakeTarget;
  /** What was mailed, oldest first; empty for a mailer of the test's own. */
  mails: MailMessage[];
  redisUrl: string;
  /** With the database of this system. */
  mongoUri: string;
  prefix: string;
  /** A new team and its owner's context. */
  createTeam(name?: string): Promise<Ctx>;
  /** The time every context tells from now on; null: the real one again. */
  setNow(now: Date | null): void;
  /** Drops the database and closes everything. */
  close(): Promise<void>;
}

/**
 * Needs REDIS_URL and MONGODB_URI, as the test run sets them. `registry` replaces the one that knows every image, `mail`
 * the mailer that keeps what it is given.
 */
export async function createTestSystem(
  options: { registry?: RegistryClient; mail?: Mailer | null; teamConcurrency?: number; redisUrl?: string } = {},
): Promise<TestSystem> {
  const redisUrl = options.redisUrl ?? process.env.REDIS_URL ?? '';
  const { uri: mongoUri } = testDatabase();
  const prefix = `test-${randomBytes(6).toString('hex')}`;
  const logger = createLogger({ process: 'test', level: process.env.LOG_LEVEL ?? 'silent' });
  const key = randomBytes(32).toString('base64');
  const { base, close } = await connectStores(
    { MONGODB_URI: mongoUri, REDIS_URL: redisUrl, QUEUE_PREFIX: prefix, DATA_DIR: '', MASTER_KEY: key },
    logger,
  );
  const target = createFakeTarget();
  const mails: MailMessage[] = [];
  const fakeMail: Mailer = { send: async (mail) => void mails.push(mail) };
  let fixed: Date | null = null;
  const system: SystemCtx = {
    ...base,
    now: () => fixed ?? new Date(),
    providers: {
      target: () => target,
      registry: options.registry ?? createFakeRegistry(),
      mail: options.mail === undefined ? fakeMail : options.mail,
    },
    limits: { teamConcurrency: options.teamConcurrency ?? 4 },
    edgePort: 8080,
    publicUrl: 'https://oatfin.example.com',
    hasMailbox: false,
  };
  return {
    ...{ system, target, mails, redisUrl, mongoUri, prefix },
    createTeam: (name = 'Acme') => createOwner(system, name),
    setNow: (now) => {
      fixed = now;
    },
    close: async () => {
      await mongoose.connection.dropDatabase();
      await close();
    },
  };
}

async function createOwner(system: SystemCtx, name: string): Promise<Ctx> {
  const user = newUserId();
  const team = await createTeam(system, user, name);
  return { ...system, team: team.id, actor: { kind: 'user', id: user, name: 'Ada' } };
}

/** Knows every image: its digest follows from its reference. */
function createFakeRegistry(): RegistryClient {
  return {
    resolveImage: async (reference) => ({
      ...{
        reference,
        host: '127.0.0.1:5000',
        repository: reference.split(':')[0] ?? reference,
        tag: null,
        platforms: [],
      },
      digest: `sha256:${Buffer.from(reference).toString('hex').padEnd(64, '0').slice(0, 64)}`,
    }),
    verifyCredentials: async () => {},
  };
}
