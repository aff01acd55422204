import { MongoError } from '../errors';
import { CursorReply } from '../wire/reply';

/** Documents a first batch holds unless the client says otherwise. */
export const DEFAULT_BATCH = 101;
const MAX_BATCH_BYTES = 16 * 1024 * 1024;
const IDLE_MS = 10 * 60 * 1000;

/** What waits behind a cursor: documents as bytes, taken when asked for. */
export interface CursorSource {
  readonly namespace: string;
  readonly documents: Iterator<Uint8Array>;
  /** Starts the clock of `maxTimeMS` again for a getMore. */
  readonly restartClock?: () => void;
  /** A tailable cursor stays open at the end; resolves when there may be more, or after the given time. */
  readonly waitForMore?: (timeoutMs: number) => Promise<void>;
}

/** An open cursor. */
export class Cursor {
  lastUsedAt = Date.now();
  private ahead: Uint8Array | undefined;

  constructor(
    readonly id: bigint,
    readonly source: CursorSource,
    readonly session: string | undefined,
  ) {}

  /** The next documents and whether that was all. */
  take(limit: number): { documents: Uint8Array[]; isExhausted: boolean } {
    this.lastUsedAt = Date.now();
    const documents: Uint8Array[] = [];
    let bytes = 0;
    for (let next = this.next(); next !== undefined; next = this.next()) {
      if (documents.length >= limit || (documents.length > 0 && bytes + next.length > MAX_BATCH_BYTES)) {
        this.ahead = next;
        return { documents, isExhausted: false };
      }
      documents.push(next);
      bytes += next.length;
    }
    return { documents, isExhausted: this.source.waitForMore === undefined };
  }

  close(): void {
    this.source.documents.return?.();
  }

  private next(): Uint8Array | undefined {
    const { ahead } = this;
    this.ahead = undefined;
    if (ahead !== undefined) return ahead;
    const { done, value } = this.source.documents.next();
    return done === true ? undefined : value;
  }
}

/** All open cursors. */
export class Cursors {
  private readonly open = new Map<bigint, Cursor>();
  private lastId = BigInt(Date.now()) * 1000n;

  get count(): number {
    return this.open.size;
  }

  /** The first batch; the cursor stays open only when there is more. */
  start(source: CursorSource, batchSize: number, session: string | undefined, isSingleBatch = false): CursorReply {
    this.lastId += 1n;
    const cursor = new Cursor(this.lastId, source, session);
    const { documents, isExhausted } = batchSize === 0 ? { documents: [], isExhausted: false } : cursor.take(batchSize);
    if (isExhausted || isSingleBatch) {
      cursor.close();
      return new CursorReply('firstBatch', source.namespace, 0n, documents);
    }
    this.open.set(cursor.id, cursor);
    return new CursorReply('firstBatch', source.namespace, cursor.id, documents);
  }

  /** @throws 43 when there is no such cursor, 13 when it belongs to another namespace */
  get(id: bigint, namespace: string): Cursor {
    const cursor = this.open.get(id);
    if (cursor === undefined) throw new MongoError(43, 'CursorNotFound', `cursor id ${id} not found`);
    if (cursor.source.namespace !== namespace) {
      throw new MongoError(
        13,
        'Unauthorized',
        `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace ${cursor.source.namespace}`,
      );
    }
    return cursor;
  }

  /** Closes a cursor; false when it was not open. */
  kill(id: bigint): boolean {
    this.open.get(id)?.close();
    return this.open.delete(id);
  }

  /** Closes the cursors of a session that ended. */
  killSession(session: string): void {
    for (const cursor of [...this.open.values()]) if (cursor.session === session) this.kill(cursor.id);
  }

  /** Closes every cursor whose namespace the test accepts, as dropping a collection does. */
  killWhere(isAffected: (namespace: string) => boolean): void {
    for (const cursor of [...this.open.values()]) if (isAffected(cursor.source.namespace)) this.kill(cursor.id);
  }

  /** Closes cursors nobody asked for in ten minutes. */
  killIdle(now: number): void {
    for (const cursor of [...this.open.values()]) if (now - cursor.lastUsedAt > IDLE_MS) this.kill(cursor.id);
  }
}
