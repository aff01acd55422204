import { join } from 'node:path';
import type { Logger } from 'pino';
import { createClock } from '../clock';
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
  const clock = createClock(redis, logger);
  const queues = createQueues(redis, { prefix: config.QUEUE_PREFIX, logger, now: clock.now });
  const signals = createSignals(redis, config.QUEUE_PREFIX, logger);
  await connectMongo(config.MONGODB_URI, () => logger.warn('waiting for mongodb'));
  // A machine's own clock may be fast: nothing is started by it when Redis can be asked.
  await clock.synced;
  const close = async () => {
    clock.stop();
    await queues.close();
    await signals.close();
    redis.disconnect();
    await disconnectMongo();
  };
  return { base: { requestId: 'process', logger, now: clock.now, queues, secrets, signals }, redis, close };
}
