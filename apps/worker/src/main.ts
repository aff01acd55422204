import { readConfig, WorkerConfig } from '@oatfin/platform/config';
import { createLogger } from '@oatfin/platform/logging';
import { connectRedis } from '@oatfin/platform/queue';
import { handlers, sweeps } from './handlers';
import { connectWorker } from './runtime/connect';
import { repeatSweeps } from './runtime/repeat';
import { startWorkers } from './runtime/start-workers';
import { fireSoon } from './schedules/fire-schedule.handler';
import { tickEveryMinute } from './schedules/minute-tick';

/** Reads the configuration, connects, works until SIGTERM or SIGINT, then closes in order. */
async function main(): Promise<void> {
  const config = readConfig(WorkerConfig, process.env);
  const logger = createLogger({ process: 'worker', level: config.LOG_LEVEL });
  const { ctx, close } = await connectWorker(config, logger);
  const blocking = connectRedis(config.REDIS_URL, { blocking: true, logger });
  const options = {
    connection: blocking,
    prefix: config.QUEUE_PREFIX,
    concurrency: config.CONCURRENCY,
    lockSeconds: config.JOB_LOCK_SECONDS,
  };
  const workers = startWorkers(ctx, handlers, options);
  const stopTicking = tickEveryMinute(ctx, fireSoon);
  const stopSweeps = repeatSweeps(ctx, sweeps);
  if (!ctx.providers.mail) logger.warn('mail is off: notifications are recorded, not mailed (SMTP_URL is not set)');
  logger.info({ concurrency: config.CONCURRENCY }, 'worker ready');
  onStop(async () => {
    logger.info('worker stopping');
    stopTicking();
    await workers.close();
    await stopSweeps();
    await close();
    blocking.disconnect();
  });
}

/** The first signal closes in order, the second ends at once. */
function onStop(close: () => Promise<void>): void {
  let isStopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (isStopping) process.exit(1);
      isStopping = true;
      close().then(
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
