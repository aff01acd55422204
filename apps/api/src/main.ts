import { createServer } from 'node:http';
import { toPublicUrl } from '@oatfin/domain/context';
import { ApiConfig, readConfig } from '@oatfin/platform/config';
import { createLogger, type Logger } from '@oatfin/platform/logging';
import { openMailbox } from '@oatfin/platform/mailbox';
import { isMongoConnected, pingMongo } from '@oatfin/platform/mongo';
import { connectStores, type Stores } from '@oatfin/platform/stores';
import { createProviders } from '@oatfin/providers/compose';
import { buildApp } from './app';
import { createMetrics } from './http/metrics';
import { answersInTime } from './server/answers-in-time';
import { drain } from './server/drain';
import { listen } from './server/listen';

/** Reads the configuration, connects, listens, and drains on SIGTERM or SIGINT. */
async function main(): Promise<void> {
  const config = readConfig(ApiConfig, process.env);
  const logger = createLogger({ process: 'api', level: config.LOG_LEVEL });
  const draining = new AbortController();
  const stores = await connectStores(config, logger);
  const mailbox = config.MAILBOX_PORT === undefined ? null : await openMailbox(config.MAILBOX_PORT);
  const server = createServer(buildApp(depsOf(config, logger, stores, draining.signal)));
  const address = await listen(server, config);
  logger.info({ address }, 'api ready');
  onStop(async (signal) => {
    logger.info({ signal }, 'api draining');
    draining.abort();
    await drain(server);
    await mailbox?.close();
    await stores.close();
    logger.info('api stopped');
  });
}

function depsOf(config: ApiConfig, logger: Logger, { base, redis }: Stores, draining: AbortSignal) {
  const limits = { teamConcurrency: config.TEAM_CONCURRENCY };
  const publicUrl = toPublicUrl(config.PUBLIC_URL);
  return {
    base: {
      ...base,
      providers: createProviders(config),
      limits,
      edgePort: config.EDGE_PORT,
      publicUrl,
      hasMailbox: config.MAILBOX_PORT !== undefined,
    },
    logger,
    stores: [
      { name: 'mongodb', answers: () => answersInTime(pingMongo()) },
      { name: 'redis', answers: () => answersInTime(redis.ping().then((answer) => answer === 'PONG')) },
    ],
    isMongoConnected,
    metrics: createMetrics({ withProcess: true }),
    draining,
    webDir: config.WEB_DIR ?? null,
    trustProxy: config.TRUST_PROXY,
  };
}

/** The first signal drains, the second ends at once. */
function onStop(close: (signal: string) => Promise<void>): void {
  let isStopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (isStopping) process.exit(1);
      isStopping = true;
      close(signal).then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
