import { AppError } from '@oatfin/platform/errors';
import { z } from 'zod';

/** What nodemailer says of a failure beside its text: https://nodemailer.com/errors */
const Facts = z.object({
  code: z.string().optional().catch(undefined),
  permanent: z.boolean().optional().catch(undefined),
  responseCode: z.number().optional().catch(undefined),
  command: z.string().optional().catch(undefined),
});

/**
 * Classifies a failure by its code. Only a reply 5xx to the sender, the recipient or the message is the server's word on
 * this mail; a refused login or a broken connection says nothing about it.
 */
export function toMailError(error: unknown): AppError {
  const { code, permanent, responseCode, command } = Facts.catch({}).parse(error);
  const details = { smtpCode: code ?? null, reply: responseCode ?? null, command: command ?? null };
  const isAboutMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  return isAboutMail && permanent !== false
    ? new AppError('mail.refused', 'The mail server refuses this mail.', { cause: error, details })
    : new AppError('mail.unavailable', 'The mail server does not take the mail now.', { cause: error, details });
}
