import { type ReceivedMail, receiveMail, type SmtpRefusal } from '@oatfin/platform/smtp';

/** A mail server on a free port that keeps what it takes. */
export interface TestMailbox {
  /** `smtp://127.0.0.1:PORT`. */
  url: string;
  /** What was taken, oldest first. */
  mails: ReceivedMail[];
  /** Answers so to this recipient from now on; null: accept again. */
  refuse(recipient: string, refusal: SmtpRefusal | null): void;
  stop(): Promise<void>;
}

/** Starts a real SMTP server in this process. */
export async function startMailbox(): Promise<TestMailbox> {
  const mails: ReceivedMail[] = [];
  const refusals = new Map<string, SmtpRefusal | null>();
  const { port, close } = await receiveMail({
    port: 0,
    take: async (mail) => void mails.push(mail),
    refuse: (recipient) => refusals.get(recipient) ?? null,
  });
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    refuse: (recipient, refusal) => void refusals.set(recipient, refusal),
    stop: close,
  };
}
