import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './request';

/** Reads are tried again when nobody answered or a store was away, never when the API said no. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 3_000,
      retry: (count, error) => count < 2 && isPassing(error),
      retryDelay: (attempt) => 500 * 2 ** attempt,
    },
  },
});

function isPassing(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status >= 500);
}
