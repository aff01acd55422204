import { AppError } from '@oatfin/platform/errors';

/** A sender or a recipient; `name` may be empty. */
export interface MailAddress {
  name: string;
  address: string;
}

/**
 * The part of RFC 5321 that people have: no quoted local part, no comment, no list. What does not fit could name a second
 * recipient or end the header line.
 */
const address = /^[^\s\p{C}<>()[\]\\,;:@"]+@[^\s\p{C}<>()[\]\\,;:@"]+$/u;

/** `Oatfin <oatfin@example.com>` or a bare address. Throws `mail.refused` for what is not exactly one address. */
export function toMailbox(text: string): MailAddress {
  const [, name = '', inBrackets] = /^([^<>]*)<([^<>]*)>$/u.exec(text.trim()) ?? [];
  const bare = inBrackets ?? text;
  if (!address.test(bare)) throw new AppError('mail.refused', 'This is not an address that mail can be sent to.');
  return { name: toOneLine(name).replaceAll('"', ''), address: bare };
}

/** Text for a header: every run of control characters and white space is one space. */
export function toOneLine(text: string): string {
  return text.replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
