import { resolve } from 'node:path';
import { z } from 'zod';

const port = z.coerce.number().int().min(1).max(65_535);

/** What `npm start` itself reads; the rest of the environment goes to API and worker as it is. */
const Options = z.object({
  PORT: port.default(3000),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('.data'),
  MONGODB_URI: z.string().optional(),
  REDIS_URL: z.string().optional(),
  DOCKER_HOST: z.string().optional(),
  EDGE_ADMIN_URL: z.string().optional(),
  EDGE_PORT: port.optional(),
  EDGE_CONTAINER: z.string().optional(),
  SMTP_URL: z.string().optional(),
  PUBLIC_URL: z.string().optional(),
  NODE_ENV: z.string().optional(),
});
export type Options = z.infer<typeof Options>;

/** Whether mails stay on this machine, to be read at /mailbox: unless there is a mail server, or it is for production. */
export function keepsMails({ SMTP_URL, NODE_ENV }: Options): boolean {
  return SMTP_URL === undefined && NODE_ENV !== 'production';
}

/** Reads the environment; an empty variable counts as not given. Throws one sentence per fault. DATA_DIR is absolute. */
export function readOptions(env: NodeJS.ProcessEnv): Options {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = Options.safeParse(given);
  if (!parsed.success) {
    throw new Error(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}.`).join(' '));
  }
  return { ...parsed.data, DATA_DIR: resolve(parsed.data.DATA_DIR) };
}
