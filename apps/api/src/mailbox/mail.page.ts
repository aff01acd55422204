import { escapeHtml } from '@oatfin/platform/html';
import type { MailRow } from '@oatfin/platform/mailbox';
import { page, time } from './page';

/** One mail: as a mail client shows it, as text, and its headers. */
export function renderMailPage(mail: MailRow): string {
  const { subject, from, to, receivedAt, html, text, headers } = mail;
  const lines = headers.map(({ name, value }) => `${name}: ${value}`).join('\n');
  return page(
    subject,
    `<h1>${escapeHtml(subject) || 'No subject'}</h1>
<dl><dt>From</dt><dd>${escapeHtml(from)}</dd><dt>To</dt><dd>${escapeHtml(to.join(', '))}</dd><dt>At</dt><dd>${time(receivedAt)}</dd></dl>
${html === '' ? '' : frame(html)}
<details${html === '' ? ' open' : ''}><summary>Text</summary><pre>${escapeHtml(text)}</pre></details>
<details><summary>Headers</summary><pre>${escapeHtml(lines)}</pre></details>`,
  );
}

/**
 * The mail's own HTML, in a frame that may do nothing but open links in a new window: no scripts, no forms, no access to
 * this page; the page's content security policy holds in it too, so nothing is loaded from elsewhere.
 */
function frame(html: string): string {
  const source = `<base target="_blank">${html}`;
  const may = 'allow-popups allow-popups-to-escape-sandbox';
  return `<iframe title="The mail" sandbox="${may}" srcdoc="${escapeHtml(source)}"></iframe>`;
}
