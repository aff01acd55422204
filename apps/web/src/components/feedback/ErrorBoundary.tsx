import { Button } from 'antd';
import { Component, type ReactNode } from 'react';
import './feedback.css';

/** The last resort: a page that failed to load or to draw says so, and offers the way out. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override componentDidCatch(error: Error) {
    if (isMissingCode(error) && !hasJustReloaded()) window.location.reload();
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    const isStale = isMissingCode(error);
    return (
      <main className="feedback feedback-page" role="alert">
        <h1>{isStale ? 'This page could not be loaded' : 'This page stopped working'}</h1>
        <p className="muted">
          {isStale
            ? 'The connection broke, or Oatfin was updated since this tab was opened. Reload to get it.'
            : 'Your apps are not affected. Reload the page; if it happens again, tell your administrator what you did last.'}
        </p>
        <Button type="primary" onClick={() => window.location.reload()}>
          Reload
        </Button>
      </main>
    );
  }
}

/** A page's code did not come: the network changed under the request, or a newer version has replaced it. */
function isMissingCode(error: Error): boolean {
  return /loading (css )?chunk/i.test(error.message);
}

/** One reload by itself mends both; a second one soon after would be a loop. */
function hasJustReloaded(): boolean {
  const key = 'oatfin.reloaded-at';
  const last = Number(sessionStorage.getItem(key) ?? 0);
  sessionStorage.setItem(key, String(Date.now()));
  return Date.now() - last < 30_000;
}
