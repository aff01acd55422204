import { createTransport } from 'nodemailer';
import { toMailbox, toOneLine } from './addresses';
import { toMailError } from './failures';

/** One mail to one person, as text and as HTML. */
export interface MailMessage {
  /** A bare address: `ada@example.com`. */
  to: string;
  /** One line; control characters become spaces. */
  subject: string;
  text: string;
  html: string;
  /** Letters, digits, `.` and `-`. A repeat with the same id has the same Message-ID, by which servers drop doubles. */
  id?: string;
}

/** Hands mails to a server. */
export interface Mailer {
  /**
   * Resolves once the server has taken the mail. Throws `mail.unavailable` (try again: no connection, a 4xx, a login that
   * was refused) or `mail.refused` (never again: an address that is none, a 5xx for this mail).
   */
  send(message: MailMessage): Promise<void>;
}

const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

/**
 * A mailer over SMTP (RFC 5321). `url` is `smtp://user:pass@host:port`, which changes to TLS where the server offers it,
 * or `smtps://…`; a password goes to another machine over TLS alone. `from` is the sender: `Oatfin <oatfin@example.com>`.
 * Options of nodemailer may stand in the query: https://nodemailer.com/smtp
 */
export function createMailer({ url, from }: { url: string; from: string }): Mailer {
  const sender = toMailbox(from);
  const transport = createTransport({
    url,
    ...patience,
    ...(needsTls(new URL(url)) ? { requireTLS: true } : {}),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async ({ to, subject, text, html, id }) => {
      const recipient = toMailbox(to);
      const messageId = id === undefined ? {} : { messageId: `<${id}@${sender.address.split('@')[1]}>` };
      const headers = { 'Auto-Submitted': 'auto-generated' };
      const mail = { from: sender, to: recipient, subject: toOneLine(subject), text, html, headers, ...messageId };
      await transport.sendMail(mail).catch((error: unknown) => {
        throw toMailError(error);
      });
    },
  };
}

function needsTls(url: URL): boolean {
  const isHere = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  return url.password !== '' && !isHere && !url.searchParams.has('requireTLS');
}
