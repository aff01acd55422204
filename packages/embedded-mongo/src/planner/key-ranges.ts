import { type CollectionIndex, CUT_KEY_BYTES } from '../indexes/collection-index';
import { afterPrefix } from '../store/key-space';
import type { KeyRange } from '../store/range-scan';
import { endOf, type Interval, startOf } from './interval';

const MAX_PREFIXES = 1000;

/**
 * The stretches of an index that hold the wanted components, in key order and without overlap. A component may follow
 * another only while those before it are single values, so the first field with a range ends it.
 */
export function keyRanges(
  index: CollectionIndex,
  components: readonly (readonly Interval[] | undefined)[],
): KeyRange[] {
  let prefixes: Buffer[] = [index.prefix];
  for (const [at, intervals] of components.entries()) {
    if (intervals === undefined) break;
    const isDescending = index.fields[at]?.isDescending === true;
    if (!intervals.every((interval) => interval.isPoint) || prefixes.length * intervals.length > MAX_PREFIXES) {
      return joined(prefixes.flatMap((prefix) => intervals.map((interval) => under(prefix, interval, isDescending))));
    }
    prefixes = prefixes.flatMap((prefix) => intervals.map((interval) => append(prefix, interval.from, isDescending)));
  }
  return joined(prefixes.map((prefix) => ({ start: prefix, end: afterPrefix(prefix) })));
}

function append(prefix: Buffer, component: Buffer, isDescending: boolean): Buffer {
  return Buffer.concat([prefix, isDescending ? complement(component) : component]);
}

function under(prefix: Buffer, interval: Interval, isDescending: boolean): KeyRange {
  if (!isDescending) {
    return { start: Buffer.concat([prefix, startOf(interval)]), end: Buffer.concat([prefix, endOf(interval)]) };
  }
  const { from, includesFrom, to, includesTo } = interval;
  const first = append(prefix, to, true);
  const last = append(prefix, from, true);
  return { start: includesTo ? first : afterPrefix(first), end: includesFrom ? afterPrefix(last) : last };
}

function complement(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte) => ~byte & 0xff));
}

/** Sorted, joined where they overlap, and widened where keys were cut. */
function joined(ranges: readonly KeyRange[]): KeyRange[] {
  const sorted = ranges.map(widenLong).sort((a, b) => Buffer.compare(a.start, b.start));
  const result: KeyRange[] = [];
  for (const range of sorted) {
    if (Buffer.compare(range.start, range.end) >= 0) continue;
    const last = result.at(-1);
    if (last === undefined || Buffer.compare(range.start, last.end) >= 0) result.push(range);
    else if (Buffer.compare(range.end, last.end) > 0) result[result.length - 1] = { start: last.start, end: range.end };
  }
  return result;
}

/** Beyond the cut only a hash is stored, so a bound that reaches there takes all keys with the same beginning. */
function widenLong(range: KeyRange): KeyRange {
  const limit = 4 + CUT_KEY_BYTES;
  return {
    start: range.start.length > limit ? range.start.subarray(0, limit) : range.start,
    end: range.end.length > limit ? afterPrefix(range.end.subarray(0, limit)) : range.end,
  };
}
