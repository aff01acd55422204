import { Button } from 'antd';
import type { ReactNode } from 'react';
import { ApiError } from '@/api/request';
import { EmptyDrawing } from './EmptyDrawing';
import './feedback.css';

interface EmptyStateProps {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}

/** Nothing here yet: what would be here, and how to get it. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="feedback">
      <EmptyDrawing />
      <h2>{title}</h2>
      {children ? <p className="muted">{children}</p> : null}
      {action}
    </div>
  );
}

/** Something could not be loaded: why, in the API's own sentence, and a way to try again. */
export function ErrorState({ error, retry, what }: { error: unknown; retry?: () => void; what: string }) {
  return (
    <div className="feedback" role="alert">
      <h2>{what} could not be loaded</h2>
      <p className="muted">{sentenceOf(error)}</p>
      {retry ? <Button onClick={retry}>Try again</Button> : null}
    </div>
  );
}

/** Grey blocks where the content will be. */
export function LoadingBlocks({ heights, label }: { heights: number[]; label: string }) {
  return (
    <div className="stack" role="status" aria-label={label}>
      {heights.map((height, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the blocks have no identity and never move.
        <div key={index} className="skeleton-block" style={{ height }} />
      ))}
    </div>
  );
}

/** The sentence to show for anything that was thrown. */
export function sentenceOf(error: unknown): string {
  if (error instanceof ApiError) return error.message;
  return 'Something unexpected happened in this page. Reload it and try again.';
}
