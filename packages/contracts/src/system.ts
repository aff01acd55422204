import { z } from 'zod';
import { Message } from './wire';

/** A part Oatfin needs to deploy, and how to get it when it is missing. */
const Part = z.object({
  state: z.enum(['ready', 'missing']),
  detail: z.string().describe('Version when ready, what is wrong when missing'),
  howTo: z.string().nullable().describe('One sentence: how to get it'),
});

export const System = z.object({
  version: z.string(),
  engine: Part,
  edge: Part,
  mailbox: z.boolean().describe('Whether mails are kept and shown at /mailbox, for development'),
});
export type System = z.infer<typeof System>;
export const SystemReply = z.object({ system: System, message: Message });
