/** The login page's address, remembering where the person wanted to go. */
export function toLogin(location: { pathname: string; search: string }): string {
  const wanted = location.pathname + location.search;
  return wanted === '/' || wanted === '/apps' ? '/login' : `/login?next=${encodeURIComponent(wanted)}`;
}

/** Where to go after logging in: only ever a page of this dashboard, whatever the address says. */
export function safeNext(search: string): string {
  const next = new URLSearchParams(search).get('next') ?? '';
  return /^\/(?![/\\])/.test(next) && !next.startsWith('/login') ? next : '/apps';
}
