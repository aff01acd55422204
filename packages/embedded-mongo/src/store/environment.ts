import { type Database, open, type RootDatabase } from 'lmdb';

/** One of the environment's tables: bytes to bytes, in key order. */
export type Table = Database<Buffer, Buffer>;

/** The data file. Reads see the last commit, or, inside `write`, what it has written so far. */
export class Environment {
  /** Collection definitions and what is still to be swept. */
  readonly catalog: Table;
  /** Documents by collection and record number. */
  readonly records: Table;
  /** Index entries by index and key. */
  readonly entries: Table;
  /** Grows with every write, so that a suspended scan knows its look-ahead is stale. */
  version = 0;
  private readonly root: RootDatabase<Buffer, Buffer>;

  constructor(dir: string, noSync: boolean) {
    this.root = open<Buffer, Buffer>({ path: dir, maxDbs: 4, encoding: 'binary', keyEncoding: 'binary', noSync });
    const table = (name: string): Table => this.root.openDB({ name, encoding: 'binary', keyEncoding: 'binary' });
    this.catalog = table('catalog');
    this.records = table('records');
    this.entries = table('entries');
  }

  /**
   * Runs the action inside a write transaction and resolves when it is on disk; actions that are waiting together share
   * one commit. The action must not be asynchronous. When it throws, what it had written stays written: callers check
   * a document completely before they write it.
   */
  async write<T>(action: () => T): Promise<T> {
    const outcome = await this.root.transaction(() => this.attempt(action));
    this.version += 1;
    if ('error' in outcome) throw outcome.error;
    return outcome.value;
  }

  /** An error that left the callback would abort the commands that share the transaction. */
  private attempt<T>(action: () => T): { value: T } | { error: unknown } {
    this.version += 1;
    try {
      return { value: action() };
    } catch (error) {
      return { error };
    }
  }

  /** Waits for what is being written and closes the file. */
  close(): Promise<void> {
    return this.root.close();
  }
}
