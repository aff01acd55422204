import { isDeepStrictEqual } from 'node:util';
import type { ManifestEntry } from '@oatfin/contracts';

/** One line of a manifest. */
export function entry(part: string, action: ManifestEntry['action'], reason: string): ManifestEntry {
  return { part, action, reason };
}

/** Copied when both are equal, else what the request gave took its place. */
export function compare(part: string, before: unknown, after: unknown): ManifestEntry {
  return isDeepStrictEqual(before, after)
    ? entry(part, 'copied', 'The same as in its source.')
    : entry(part, 'rewritten', 'Given in the request.');
}
