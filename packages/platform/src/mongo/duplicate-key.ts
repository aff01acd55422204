/**
 * Whether an error is MongoDB's duplicate key error (11000), on the index that holds `field` when one is named.
 * Source: https://www.mongodb.com/docs/manual/reference/error-codes/
 */
export function isDuplicateKey(error: unknown, field?: string): boolean {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 11000) return false;
  if (field === undefined) return true;
  const pattern = 'keyPattern' in error ? error.keyPattern : null;
  return typeof pattern === 'object' && pattern !== null && field in pattern;
}
