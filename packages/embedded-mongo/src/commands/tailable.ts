import type { Matcher } from '../query';
import type { CursorSource } from '../server/cursors';
import type { Collection, StoredRecord } from '../store/collection';

/** How a stored document becomes the bytes that are sent; without projection they are the stored ones. */
export type Projector = (stored: StoredRecord) => Uint8Array;

/**
 * Documents of a capped collection from the oldest on; the iterator may be asked again after it had no more. With
 * `awaitData` a getMore waits until something is inserted.
 */
export function tailDocuments(
  collection: Collection,
  matcher: Matcher,
  project: Projector,
  awaitsData: boolean,
): Pick<CursorSource, 'documents' | 'waitForMore'> {
  let last = 0;
  const next = (): IteratorResult<Uint8Array> => {
    for (const stored of collection.scanAfter(last)) {
      last = stored.record;
      if (matcher.matches(stored.doc)) return { done: false, value: project(stored) };
    }
    return { done: true, value: undefined };
  };
  const waitForMore = awaitsData
    ? (timeoutMs: number) => waitForInsert(collection, timeoutMs)
    : () => Promise.resolve();
  return { documents: { next }, waitForMore };
}

/** Resolves soon after the next insert is committed, or when the time is over. */
function waitForInsert(collection: Collection, timeoutMs: number): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      stopListening();
      setTimeout(resolve, 5);
    };
    const timer = setTimeout(finish, timeoutMs);
    const stopListening = collection.onInsert(finish);
  });
}
