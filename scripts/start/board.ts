import { Listr, type ListrTask, PRESET_TIMER } from 'listr2';

/** Shows what is being done: one line per part, live on a terminal, line after line elsewhere. */
export interface Board {
  /**
   * Begins a part at once. `work` gets a function that says what it is doing, and gives what the others need and a line
   * that tells how it ended. Parts wait for each other by awaiting what this returns; `give` hands it to them before
   * the part has ended.
   */
  part<T>(title: string, work: Work<T>): Promise<T>;
  /** Resolves when every part has ended well; rejects with the first failure. */
  show(): Promise<void>;
}

export type Work<T> = (say: (line: string) => void, give: (result: T) => void) => Promise<Done<T>>;

export interface Done<T> {
  result: T;
  summary: string;
}

interface Entry {
  title: string;
  summary: Promise<string>;
  onLine: (line: string) => void;
}

interface Failure {
  of: Entry;
  error: unknown;
}

/** `onFailure` is called at the first failure, so that the other parts can be told to end. */
export function createBoard(onFailure: () => void): Board {
  const entries: Entry[] = [];
  let first: Failure | undefined;
  return {
    part: <T>(title: string, work: Work<T>): Promise<T> => {
      const entry: Entry = { title, summary: Promise.resolve(''), onLine: () => undefined };
      entries.push(entry);
      let give: (result: T) => void = () => undefined;
      const given = new Promise<T>((resolve) => {
        give = resolve;
      });
      const done = work((line) => entry.onLine(line), give);
      done.catch((error) => {
        first ??= { of: entry, error };
        onFailure();
      });
      entry.summary = done.then(({ summary }) => summary);
      entry.summary.catch(() => undefined);
      const result = Promise.race([given, done.then((ended) => ended.result)]);
      // Whoever needs it awaits it; that nobody does is no fault.
      result.catch(() => undefined);
      return result;
    },
    show: async () => {
      await list(entries, () => first).run();
      if (first !== undefined) throw first.error;
    },
  };
}

function list(entries: Entry[], first: () => Failure | undefined): Listr {
  const tasks = entries.map(
    (entry): ListrTask => ({
      title: entry.title,
      task: async (_, task) => {
        entry.onLine = paced((line) => {
          task.output = line;
        });
        try {
          task.title = `${entry.title}: ${await entry.summary}`;
        } catch (error) {
          // What failed only because another part did has nothing of its own to say.
          if (first()?.of !== entry) return task.skip(`${entry.title}: stopped`);
          throw new Error(`${entry.title} failed`, { cause: error });
        }
      },
    }),
  );
  return new Listr(tasks, {
    concurrent: true,
    exitOnError: false,
    registerSignalListeners: false,
    fallbackRenderer: 'simple',
    rendererOptions: { timer: PRESET_TIMER },
    fallbackRendererOptions: { timer: PRESET_TIMER },
  });
}

const plainPauseMs = 5_000;

/** On a terminal each line replaces the last one; elsewhere they would pile up, so one in five seconds is enough. */
function paced(show: (line: string) => void): (line: string) => void {
  let lastAt = Date.now();
  return (line) => {
    if (line.trim() === '' || (!process.stdout.isTTY && Date.now() - lastAt < plainPauseMs)) return;
    lastAt = Date.now();
    show(line.trim());
  };
}
