import { Listr, PRESET_TIMER } from 'listr2';

/** Shows what is being done: one line per part, live on a terminal, line after line elsewhere. */
export interface Board {
  /**
   * Begins a part at once and shows it from `show` on. `work` gets a function that says what it is doing, and gives
   * what the others need and a line that tells how it ended. Parts wait for each other by awaiting what this returns.
   */
  part<T>(title: string, work: (say: (line: string) => void) => Promise<Done<T>>): Promise<T>;
  /** Resolves when every part has ended well; rejects with the first failure. */
  show(): Promise<void>;
}

export interface Done<T> {
  result: T;
  summary: string;
}

interface Entry {
  title: string;
  summary: Promise<string>;
  onLine: (line: string) => void;
}

/** `onFailure` is called at the first failure, so that the other parts can be told to end. */
export function createBoard(onFailure: () => void): Board {
  const entries: Entry[] = [];
  let failure: unknown;
  const fail = (error: unknown) => {
    failure ??= error;
    onFailure();
  };
  return {
    part: (title, work) => {
      const entry: Entry = { title, summary: Promise.resolve(''), onLine: () => undefined };
      const done = work((line) => entry.onLine(line));
      done.catch(fail);
      entry.summary = done.then(({ summary }) => summary);
      entry.summary.catch(() => undefined);
      entries.push(entry);
      const result = done.then((ended) => ended.result);
      result.catch(() => undefined);
      return result;
    },
    show: async () => {
      await list(entries, () => failure).run();
      if (failure !== undefined) throw failure;
    },
  };
}

function list(entries: Entry[], failure: () => unknown): Listr {
  const tasks = entries.map((entry) => ({
    title: entry.title,
    task: async (_: unknown, task: { title?: string; output?: unknown; skip: (message: string) => void }) => {
      entry.onLine = (line) => {
        task.output = line.trim();
      };
      try {
        task.title = `${entry.title}: ${await entry.summary}`;
      } catch (error) {
        // What failed only because another part did says nothing of its own.
        if (error !== failure()) return task.skip(`${entry.title}: stopped`);
        throw new Error('failed', { cause: error });
      }
    },
  }));
  return new Listr(tasks, {
    concurrent: true,
    exitOnError: false,
    registerSignalListeners: false,
    fallbackRenderer: 'simple',
    rendererOptions: { timer: PRESET_TIMER },
    fallbackRendererOptions: { timer: PRESET_TIMER },
  });
}
