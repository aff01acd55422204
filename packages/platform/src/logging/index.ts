import { type Logger, pino } from 'pino';

export type { Logger };

/** JSON lines to standard output; secrets that slip into fields are redacted by name. */
export function createLogger(options: { process: string; level: string }): Logger {
  return pino({
    level: options.level,
    base: { process: options.process, pid: process.pid },
    redact: {
      paths: ['*.password', '*.accessToken', '*.authorization', '*.cookie', 'req.headers'],
      censor: '[redacted]',
    },
    timestamp: pino.stdTimeFunctions.isoTime,
  });
}
