import 'antd/dist/reset.css';
import '@/theme/theme.css';
import type { ReactNode } from 'react';
import { ErrorBoundary } from '@/components/feedback/ErrorBoundary';
import { startSession } from '@/session/session';
import { ThemeProvider } from '@/theme/ThemeProvider';

/** Called by umi once, around everything. */
export function rootContainer(pages: ReactNode) {
  return (
    <ThemeProvider>
      <ErrorBoundary>{pages}</ErrorBoundary>
    </ThemeProvider>
  );
}

void startSession();
