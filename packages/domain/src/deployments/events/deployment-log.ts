import type { LogLine, StepName } from '@oatfin/contracts';
import type { Ctx } from '../../context';
import { appendEvents, type NewEvent } from './append-events';
import type { Mask } from './mask';

/** Collects what a run says and writes it in order, a few times a second; `flush` waits until all is stored. */
export interface DeploymentLog {
  line(step: StepName | null, text: string, stream?: LogLine['stream']): void;
  event(event: NewEvent): void;
  flush(): Promise<void>;
}

const flushAfterMs = 100;
/** A line longer than this is cut: one container must not fill the database with one line. */
const longestLine = 8_192;

/** A log whose every line passes through the mask before it is stored. */
export function createDeploymentLog(ctx: Ctx, deployment: string, mask: () => Mask): DeploymentLog {
  let waiting: NewEvent[] = [];
  let timer: NodeJS.Timeout | null = null;
  let written: Promise<void> = Promise.resolve();

  const writeWaiting = async (): Promise<void> => {
    const events = waiting;
    waiting = [];
    try {
      await appendEvents(ctx, deployment, events);
    } catch (error) {
      waiting = [...events, ...waiting];
      throw error;
    }
  };
  const flush = (): Promise<void> => {
    if (timer) clearTimeout(timer);
    timer = null;
    const next = written.then(writeWaiting);
    written = next.catch(() => {});
    return next;
  };
  const event = (next: NewEvent): void => {
    waiting.push(next);
    timer ??= setTimeout(
      () => void flush().catch((error) => ctx.logger.warn({ err: error }, 'deployment log not stored yet')),
      flushAfterMs,
    );
  };
  const line: DeploymentLog['line'] = (step, text, stream = 'oatfin') => {
    for (const part of mask()(text).split(/\r?\n/)) {
      event({ kind: 'log', data: { at: ctx.now().toISOString(), step, stream, text: part.slice(0, longestLine) } });
    }
  };
  return { line, event, flush };
}
