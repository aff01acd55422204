/** RFC 1035, 2.3.4. */
const longestLabel = 63;

/**
 * Host labels for an app, best first: `<app>-<team>` when it says the name faithfully, else (Unicode, too long, taken)
 * with the end of the app's id, or with the whole of it.
 */
export function hostsOf(name: string, teamSlug: string, id: string): string[] {
  const plain = `${slugOf(name) || 'app'}-${slugOf(teamSlug) || 'team'}`;
  const suffixed = [id.slice(-6), id].map((suffix) => `${cut(plain, longestLabel - suffix.length - 1)}-${suffix}`);
  const isFaithful = slugOf(name) !== '' && isAscii(name) && plain.length <= longestLabel;
  return isFaithful ? [plain, ...suffixed] : suffixed;
}

function slugOf(text: string): string {
  const ascii = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return ascii.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
}

function cut(label: string, length: number): string {
  return label.slice(0, length).replace(/-$/, '');
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}
