import { Button } from 'antd';
import { Component, type ReactNode } from 'react';
import './feedback.css';

/** The last resort: a page that failed to load or to draw says so, and offers the way out. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    const isStale = /chunk/i.test(error.name + error.message);
    return (
      <main className="feedback feedback-page" role="alert">
        <h1>{isStale ? 'Oatfin was updated' : 'This page stopped working'}</h1>
        <p className="muted">
          {isStale
            ? 'This tab still runs the version from before. Reload to get the new one.'
            : 'Your apps are not affected. Reload the page; if it happens again, tell your administrator what you did last.'}
        </p>
        <Button type="primary" onClick={() => window.location.reload()}>
          Reload
        </Button>
      </main>
    );
  }
}
