import type { Deployment, DeploymentStep, LogLine } from '@oatfin/contracts';
import { useQueryClient } from '@tanstack/react-query';
import type { EventSourceMessage } from 'eventsource-parser';
import { useEffect, useReducer, useRef } from 'react';
import { hasEnded } from './deployments';
import { followEvents, type StreamState } from './events';

export interface DeploymentStream {
  steps: DeploymentStep[];
  status: Deployment['status'] | null;
  reason: Deployment['reason'];
  lines: LogLine[];
  /** How many lines from the beginning are no longer kept here. */
  droppedLines: number;
  state: StreamState;
}

type Change =
  | { kind: 'state'; state: StreamState }
  | { kind: 'events'; events: EventSourceMessage[] }
  | { kind: 'reset' };

const empty: DeploymentStream = {
  steps: [],
  status: null,
  reason: null,
  lines: [],
  droppedLines: 0,
  state: 'connecting',
};
const keptLines = 10_000;
const spareLines = 2_000;

/** Follows a deployment live, from its beginning. Events are drawn in batches, however fast they come. */
export function useDeploymentStream(id: string): DeploymentStream {
  const [stream, dispatch] = useReducer(reduce, empty);
  const client = useQueryClient();
  const isOver = useRef(false);

  useEffect(() => {
    const abort = new AbortController();
    const batch = batchEvents<EventSourceMessage>((events) => dispatch({ kind: 'events', events }));
    isOver.current = false;
    dispatch({ kind: 'reset' });
    void followEvents(`/deployments/${id}/events`, {
      signal: abort.signal,
      isFinished: () => isOver.current,
      onState: (state) => dispatch({ kind: 'state', state }),
      onEvent: (event) => {
        batch.add(event);
        if (event.event !== 'status' || !hasEnded(statusIn(event))) return;
        isOver.current = true;
        void client.invalidateQueries({ queryKey: ['deployments'] });
        void client.invalidateQueries({ queryKey: ['apps'] });
      },
    });
    return () => {
      abort.abort();
      batch.stop();
    };
  }, [id, client]);
  return stream;
}

function reduce(stream: DeploymentStream, change: Change): DeploymentStream {
  if (change.kind === 'reset') return empty;
  if (change.kind === 'state') return { ...stream, state: change.state };
  const next = { ...stream, lines: [...stream.lines] };
  for (const event of change.events) applyEvent(next, event);
  return trim(next);
}

function applyEvent(stream: DeploymentStream, event: EventSourceMessage): void {
  const data: unknown = JSON.parse(event.data);
  if (event.event === 'log') stream.lines.push(data as LogLine);
  if (event.event === 'step') stream.steps = withStep(stream.steps, data as DeploymentStep);
  if (event.event === 'status') Object.assign(stream, data as Pick<Deployment, 'status' | 'reason'>);
}

function withStep(steps: DeploymentStep[], step: DeploymentStep): DeploymentStep[] {
  const isKnown = steps.some(({ name }) => name === step.name);
  return isKnown ? steps.map((old) => (old.name === step.name ? step : old)) : [...steps, step];
}

function trim(stream: DeploymentStream): DeploymentStream {
  const surplus = stream.lines.length - keptLines;
  if (surplus <= spareLines) return stream;
  return { ...stream, lines: stream.lines.slice(surplus), droppedLines: stream.droppedLines + surplus };
}

function statusIn(event: EventSourceMessage): string {
  return (JSON.parse(event.data) as { status: string }).status;
}

/** Collects events and hands them on ten times a second. */
export function batchEvents<Event>(flush: (events: Event[]) => void) {
  let waiting: Event[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  function send() {
    timer = undefined;
    const events = waiting;
    waiting = [];
    flush(events);
  }
  return {
    add(event: Event) {
      waiting.push(event);
      timer ??= setTimeout(send, 100);
    },
    stop() {
      clearTimeout(timer);
    },
  };
}
