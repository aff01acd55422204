import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';

/** A mail as it was received. */
export interface ReceivedMail {
  /** Whom the envelope names; a header says what it likes. */
  to: string[];
  from: string;
  subject: string;
  text: string;
  html: string;
  /** Every header line as it was sent, in order, names in lower case. */
  headers: { name: string; value: string }[];
}

export interface MailReceiver {
  port: number;
  /** Ends open conversations too. */
  close(): Promise<void>;
}

/** How a server says no: 4xx for later, 5xx for never. */
export interface SmtpRefusal {
  code: number;
  text: string;
}

interface Receiving {
  /** 0: any free one. */
  port: number;
  /** Called for each mail before the sender is told that it was taken; when it throws, the sender is told to try again. */
  take(mail: ReceivedMail): Promise<void>;
  /** What to answer to a recipient; null: accept. */
  refuse?(recipient: string): SmtpRefusal | null;
}

const largestMailBytes = 10 * 1024 * 1024;

/** An SMTP server on this machine alone, without logins or TLS: for development and tests. */
export async function receiveMail({ port, take, refuse = () => null }: Receiving): Promise<MailReceiver> {
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    size: largestMailBytes,
    closeTimeout: 500,
    onRcptTo: ({ address }, _session, callback) => {
      const refusal = refuse(address);
      callback(refusal && withReply(refusal));
    },
    onData: (stream, session, callback) => {
      read(
        stream,
        session.envelope.rcptTo.map(({ address }) => address),
      )
        .then(take)
        .then(
          () => callback(),
          () => callback(withReply({ code: 451, text: 'This mail could not be kept' })),
        );
    },
  });
  const listening = server.listen(port, '127.0.0.1');
  await once(listening, 'listening');
  // A conversation that breaks off is no fault of the server's.
  server.on('error', () => undefined);
  return { port: portOf(listening.address()), close: () => new Promise((resolve) => server.close(resolve)) };
}

async function read(stream: SMTPServerDataStream, to: string[]): Promise<ReceivedMail> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  const { from, subject, text, html, headers } = await PostalMime.parse(Buffer.concat(chunks));
  return {
    ...{ to, from: [from?.name, from?.address && `<${from.address}>`].filter(Boolean).join(' ') },
    ...{ subject: subject ?? '', text: text ?? '', html: html ?? '' },
    headers: headers.map(({ key, value }) => ({ name: key, value })),
  };
}

function withReply({ code, text }: SmtpRefusal): Error & { responseCode: number } {
  return Object.assign(new Error(text), { responseCode: code });
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address !== 'object' || address === null) throw new Error('The mail server listens on no port.');
  return address.port;
}
