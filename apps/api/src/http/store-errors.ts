/** What mongoose, the MongoDB driver and ioredis throw when their server is away, by class name. */
const names = new Set([
  'MongooseServerSelectionError',
  'MongoServerSelectionError',
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoPoolClosedError',
  'MongoPoolClearedError',
  'MongoWaitQueueTimeoutError',
  'MongoOperationTimeoutError',
  'MongoClientClosedError',
  'MaxRetriesPerRequestError',
  'ClusterAllFailedError',
]);

/**
 * MongoDB's codes for "not now": no primary, shutting down, primary stepping down.
 * Source: https://github.com/mongodb/specifications/blob/master/source/server-discovery-and-monitoring/server-discovery-and-monitoring.md
 */
const codes = new Set([91, 189, 10_107, 11_600, 11_602, 13_435, 13_436]);

/** Whether an error means that MongoDB or Redis is away, told by class and code, never by text. */
export function isStoreError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (names.has(error.name)) return true;
  return (
    error.name === 'MongoServerError' && 'code' in error && typeof error.code === 'number' && codes.has(error.code)
  );
}
