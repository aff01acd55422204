import { join } from 'node:path';
import type { Logger } from 'pino';
import type { BaseContext } from '../context';
import { connectMongo, disconnectMongo } from '../mongo';
import { connectRedis, createQueues } from '../queue';
import { createKeyring, loadMasterKey } from '../secrets';
import { createSignals } from '../signals';

export interface StoreConfig {
  MONGODB_URI: string;
  REDIS_URL: string;
  QUEUE_PREFIX: string;
  DATA_DIR: string;
  MASTER_KEY?: string | undefined;
}

/** A process's connections, as the part of its context that every use case needs. */
export interface Stores {
  base: BaseContext;
  redis: ReturnType<typeof connectRedis>;
  /** Closes queues, signals and connections, in that order. */
  close(): Promise<void>;
}

/** Loads the key, connects MongoDB (waiting while it is away) and Redis (in the background). Used by API and worker. */
export async function connectStores(config: StoreConfig, logger: Logger): Promise<Stores> {
  const file = join(config.DATA_DIR, 'keys', 'master.key');
  const secrets = createKeyring(await loadMasterKey({ value: config.MASTER_KEY, file }));
  const redis = connectRedis(config.REDIS_URL, { blocking: false, logger });
  const queues = createQueues(redis, config.QUEUE_PREFIX, logger);
  const signals = createSignals(redis, config.QUEUE_PREFIX, logger);
  await connectMongo(config.MONGODB_URI, () => logger.warn('waiting for mongodb'));
  const close = async () => {
    await queues.close();
    await signals.close();
    redis.disconnect();
    await disconnectMongo();
  };
  return { base: { requestId: 'process', logger, now: () => new Date(), queues, secrets, signals }, redis, close };
}
