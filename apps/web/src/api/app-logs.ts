import type { AppLogLine } from '@oatfin/contracts';
import { useEffect, useReducer } from 'react';
import { batchEvents } from './deployment-stream';
import { followEvents, type StreamState } from './events';
import type { ApiError } from './request';

interface AppLogs {
  lines: (AppLogLine & { seq: number })[];
  state: StreamState;
  /** Whether the last lines have all come; before that, no line does not mean that there is none. */
  isCaughtUp: boolean;
  error: ApiError | null;
}
type Change =
  | { kind: 'reset' }
  | { kind: 'state'; state: StreamState; error: ApiError | null }
  | { kind: 'lines'; lines: (AppLogLine | typeof caughtUp)[] };

const caughtUp = null;

const empty: AppLogs = { lines: [], state: 'connecting', isCaughtUp: false, error: null };
const keptLines = 10_000;

/** Follows what the app's containers write now, beginning with the last `tail` lines. `''` means every container. */
export function useAppLogs(id: string, tail: number, container: string): AppLogs {
  const [logs, dispatch] = useReducer(reduce, empty);
  useEffect(() => {
    const abort = new AbortController();
    const batch = batchEvents<AppLogLine | typeof caughtUp>((lines) => dispatch({ kind: 'lines', lines }));
    dispatch({ kind: 'reset' });
    void followEvents(`/apps/${id}/logs`, {
      signal: abort.signal,
      params: (isResumed) => ({ follow: true, tail: isResumed ? 0 : tail, container: container || null }),
      isFinished: () => false,
      onState: (state, error) => dispatch({ kind: 'state', state, error: error ?? null }),
      onEvent: (event) => {
        if (event.event === 'log') batch.add(JSON.parse(event.data) as AppLogLine);
        if (event.event === 'ready') batch.add(caughtUp);
      },
    });
    return () => {
      abort.abort();
      batch.stop();
    };
  }, [id, tail, container]);
  return logs;
}

function reduce(logs: AppLogs, change: Change): AppLogs {
  if (change.kind === 'reset') return empty;
  if (change.kind === 'state') return { ...logs, state: change.state, error: change.error };
  let seq = logs.lines.at(-1)?.seq ?? 0;
  const lines = [...logs.lines];
  for (const line of change.lines) {
    if (line === caughtUp) continue;
    seq += 1;
    lines.push({ ...line, seq });
  }
  const isCaughtUp = logs.isCaughtUp || change.lines.includes(caughtUp);
  return { ...logs, isCaughtUp, lines: lines.length > keptLines + 2_000 ? lines.slice(-keptLines) : lines };
}
