import { z } from 'zod';

/** Every environment variable the two processes share. A secret has no default. */
const shared = {
  NODE_ENV: z
    .enum(['development', 'production', 'test'])
    .default('development')
    .describe('development, production or test'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('Least severe line that is logged'),
  MONGODB_URI: z.string().min(1).describe('MongoDB, e.g. mongodb://127.0.0.1:27017/oatfin'),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).describe('Redis, e.g. redis://127.0.0.1:6379'),
  QUEUE_PREFIX: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .default('oatfin')
    .describe('Prefix of everything kept in Redis'),
  DATA_DIR: z.string().default('.data').describe('Folder for generated keys'),
  MASTER_KEY: z
    .string()
    .optional()
    .describe(
      'Key that seals secrets at rest: 32 bytes in base64. Without it a file DATA_DIR/keys/master.key of mode 600 is made',
    ),
  DOCKER_HOST: z.string().optional().describe('Docker Engine, e.g. unix:///var/run/docker.sock'),
  EDGE_ADMIN_URL: z.url().optional().describe("Caddy's admin API, e.g. http://127.0.0.1:2019"),
  EDGE_PORT: z.coerce
    .number()
    .int()
    .min(1)
    .max(65_535)
    .default(8080)
    .describe('Port at which apps answer through Caddy'),
  EDGE_CONTAINER: z.string().optional().describe('Name of the container Caddy runs in, when it runs in one'),
  TEAM_CONCURRENCY: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .default(4)
    .describe('Deployments of one team that may run at a time'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Where people reach the dashboard, e.g. https://oatfin.example.com; links in mails begin with it'),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .describe('Mail server, e.g. smtp://user:password@smtp.example.com:587; without it no mail is sent'),
  MAIL_FROM: z
    .string()
    .regex(
      /^([^<>]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/,
      'must be one address, as in Oatfin <oatfin@example.com>',
    )
    .default('Oatfin <oatfin@localhost>')
    .describe('Sender of mails'),
};

export const ApiConfig = z
  .object({
    ...shared,
    PORT: z.coerce.number().int().min(0).max(65_535).default(3000).describe('Port of dashboard and API'),
    HOST: z.string().default('127.0.0.1').describe('Address the API listens on'),
    WEB_DIR: z.string().optional().describe('Built dashboard to serve; without it the API answers alone'),
    TRUST_PROXY: z.coerce.number().int().min(0).default(0).describe('Number of reverse proxies in front'),
    MAILBOX_PORT: z.coerce
      .number()
      .int()
      .min(1)
      .max(65_535)
      .optional()
      .describe('Development alone: port of a mail server that keeps every mail and shows it at /mailbox'),
  })
  .superRefine((config, ctx) => {
    refuseHalf(config, ctx);
    if (config.NODE_ENV !== 'production' || config.MAILBOX_PORT === undefined) return;
    ctx.addIssue({
      code: 'custom',
      path: ['MAILBOX_PORT'],
      message: 'is for development alone, and NODE_ENV is production',
    });
  });
export type ApiConfig = z.infer<typeof ApiConfig>;

export const WorkerConfig = z
  .object({
    ...shared,
    CONCURRENCY: z.coerce.number().int().min(1).max(500).default(40).describe('Jobs one worker runs at a time'),
    JOB_LOCK_SECONDS: z.coerce
      .number()
      .int()
      .min(2)
      .max(600)
      .default(10)
      .describe(
        "A dead worker's jobs are taken over after about twice as long; a live one must never stand still as long",
      ),
  })
  .superRefine(refuseHalf);
export type WorkerConfig = z.infer<typeof WorkerConfig>;

interface MailOptions {
  NODE_ENV: string;
  SMTP_URL?: string | undefined;
  PUBLIC_URL?: string | undefined;
}

/** In production a mail whose links lead to localhost is worse than none. */
function refuseHalf({ NODE_ENV, SMTP_URL, PUBLIC_URL }: MailOptions, ctx: z.RefinementCtx): void {
  if (NODE_ENV !== 'production' || SMTP_URL === undefined || PUBLIC_URL !== undefined) return;
  ctx.addIssue({ code: 'custom', path: ['PUBLIC_URL'], message: 'must be given with SMTP_URL: mails link to it' });
}

/**
 * Parses the environment once, at the entry point, and freezes it. Empty strings count as not given.
 * Throws an Error whose message is one sentence per fault.
 */
export function readConfig<Schema extends z.ZodObject>(
  schema: Schema,
  env: NodeJS.ProcessEnv,
): Readonly<z.infer<Schema>> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return Object.freeze(parsed.data);
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}.`);
  throw new Error(`The configuration is not usable. ${faults.join(' ')}`);
}
