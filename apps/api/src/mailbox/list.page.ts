import { escapeHtml } from '@oatfin/platform/html';
import { type KeptMail, mostKeptMails } from '@oatfin/platform/mailbox';
import { page, time } from './page';

/** The kept mails, newest first. `data-live` changes exactly when the list does. */
export function renderList(mails: KeptMail[]): string {
  const live = `${mails[0]?._id.toHexString() ?? 'none'}-${mails.length}`;
  return page(`${mails.length} mails`, `<div data-live="${live}">${mails.length === 0 ? empty : listed(mails)}</div>`);
}

const empty = `<div class="panel empty">
  <h2>No mail yet</h2>
  <p>What Oatfin mails on this machine appears here by itself. The last ${mostKeptMails} are kept.</p>
</div>`;

function listed(mails: KeptMail[]): string {
  const items = mails.map(
    ({ _id, subject, to, receivedAt }) =>
      `<li><a href="/mailbox/${_id.toHexString()}"><strong>${escapeHtml(subject) || 'No subject'}</strong>${time(receivedAt)}<span>to ${escapeHtml(to.join(', '))}</span></a></li>`,
  );
  return `<ul class="panel" aria-label="Mails, newest first">${items.join('\n')}</ul>`;
}
