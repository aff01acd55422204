/**
 * Who the browser acts as. The access token lives in memory only; the refresh token is an HttpOnly cookie that no
 * script sees, and it rotates: two refreshes at once would look like a stolen token, so there is one at a time,
 * also across tabs.
 */
const teamKey = 'oatfin.team';
const signedInKey = 'oatfin.signed-in';

let accessToken: string | null = null;
let refreshing: Promise<RefreshOutcome> | null = null;
const endedListeners = new Set<() => void>();

/** `refused`: the login is over. `unreachable`: nobody answered, so nothing is known. */
export type RefreshOutcome = 'refreshed' | 'refused' | 'unreachable';

export function getAccessToken(): string | null {
  return accessToken;
}

/** Keeps a fresh access token, and that this browser has a login worth refreshing on the next visit. */
export function keepAccessToken(token: string): void {
  accessToken = token;
  localStorage.setItem(signedInKey, 'yes');
}

/** Forgets the login in this tab. */
export function dropAccessToken(): void {
  accessToken = null;
  localStorage.removeItem(signedInKey);
}

/** Whether asking for a refresh makes sense: a first visit need not be told "401". */
export function mayHaveLogin(): boolean {
  return localStorage.getItem(signedInKey) !== null;
}

export function getTeamId(): string | null {
  return localStorage.getItem(teamKey);
}

export function keepTeamId(id: string): void {
  localStorage.setItem(teamKey, id);
}

/** Calls back when a refresh was refused, so that the app can show the login page. */
export function onLoginEnded(listener: () => void): () => void {
  endedListeners.add(listener);
  return () => endedListeners.delete(listener);
}

/** Swaps the refresh cookie for a new access token. Callers at the same time share one request. */
export function refreshAccessToken(): Promise<RefreshOutcome> {
  refreshing ??= underLock(sendRefresh).finally(() => {
    refreshing = null;
  });
  return refreshing;
}

/** Web Locks exist in secure contexts only; elsewhere one tab at a time is the best there is. */
function underLock(work: () => Promise<RefreshOutcome>): Promise<RefreshOutcome> {
  if (typeof navigator === 'undefined' || !navigator.locks) return work();
  return navigator.locks.request('oatfin.refresh', work);
}

async function sendRefresh(): Promise<RefreshOutcome> {
  const response = await fetch('/v1/auth/refresh', { method: 'POST', credentials: 'same-origin' }).catch(() => null);
  if (!response || response.status >= 500 || response.status === 429) return 'unreachable';
  if (!response.ok) return endLogin();
  const { accessToken: token } = (await response.json()) as { accessToken: string };
  keepAccessToken(token);
  return 'refreshed';
}

function endLogin(): RefreshOutcome {
  dropAccessToken();
  for (const listener of endedListeners) listener();
  return 'refused';
}
