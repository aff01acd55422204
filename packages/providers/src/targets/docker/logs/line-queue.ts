import type { ContainerLogLine, endOfTail } from '../..';

/** A line, or what stands between the last lines and the new ones. */
export type Followed = ContainerLogLine | typeof endOfTail;

export interface LineQueue {
  give(line: Followed): void;
  end(): void;
  fail(error: unknown): void;
  /** Each line once, until the end. Throws what it failed with. */
  lines(): AsyncGenerator<Followed>;
}

/** A reader that is slower than the containers loses the oldest lines beyond this, instead of filling memory. */
const mostWaiting = 10_000;

/** Brings the lines of several followers into one sequence. */
export function createLineQueue(): LineQueue {
  const waiting: Followed[] = [];
  let outcome: { error: unknown } | 'open' | 'ended' = 'open';
  let wake = () => {};
  const settle = (next: typeof outcome) => {
    if (outcome === 'open') outcome = next;
    wake();
  };
  return {
    give(line) {
      waiting.push(line);
      if (waiting.length > mostWaiting) waiting.shift();
      wake();
    },
    end: () => settle('ended'),
    fail: (error) => settle({ error }),
    async *lines() {
      for (;;) {
        for (let line = waiting.shift(); line !== undefined; line = waiting.shift()) yield line;
        if (outcome === 'ended') return;
        if (outcome !== 'open') throw outcome.error;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
