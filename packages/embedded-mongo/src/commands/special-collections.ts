import { Int32 } from 'bson';
import { invalidOptions, MongoError, notImplemented } from '../errors';
import { type Doc, isDoc, numberOf, valuesEqual } from '../values';
import type { Arguments } from './arguments';

/** Granularity of a time series, and how many seconds a bucket of it would span. */
const BUCKET_SECONDS = new Map([
  ['seconds', 3600],
  ['minutes', 86_400],
  ['hours', 2_592_000],
]);

/**
 * Reads `timeseries`. Such a collection is stored like any other; what the client sees of one is its kind, its index, that
 * every document needs a time, and that documents expire.
 * @throws 72 for options that do not go with it, 40414 without a time field, 2 for an unknown granularity
 */
export function readTimeseries(args: Arguments, options: Doc): void {
  const timeseries = args.optionalDoc('timeseries');
  if (timeseries === undefined) return;
  if (args.flag('capped') || args.value('viewOn') !== undefined || args.value('validator') !== undefined) {
    throw invalidOptions("'timeseries' is not allowed with 'capped', 'viewOn' or 'validator'");
  }
  const { timeField, metaField, granularity = 'seconds' } = timeseries;
  const seconds = BUCKET_SECONDS.get(String(granularity));
  if (typeof timeField !== 'string') {
    throw new MongoError(40414, 'Location40414', "BSON field 'timeseries.timeField' is missing but a required field");
  }
  if (seconds === undefined) {
    throw new MongoError(
      2,
      'BadValue',
      `Enumeration value '${String(granularity)}' for field 'timeseries.granularity' is not a valid value.`,
    );
  }
  const meta = metaField === undefined ? {} : { metaField };
  options.timeseries = { timeField, ...meta, granularity, bucketMaxSpanSeconds: new Int32(seconds) };
  if (args.value('expireAfterSeconds') !== undefined) {
    options.expireAfterSeconds = new Int32(numberOf(args.value('expireAfterSeconds')));
  }
}

/**
 * Reads `clusteredIndex`: the documents of such a collection are found in the order of `_id`.
 * @throws 72 for any other key, 238 together with `expireAfterSeconds`
 */
export function readClusteredIndex(args: Arguments, options: Doc): void {
  const clustered = args.value('clusteredIndex');
  if (clustered === undefined) return;
  if (!isDoc(clustered) || clustered.unique !== true || !valuesEqual(clustered.key, { _id: new Int32(1) })) {
    throw invalidOptions('The clusteredIndex option requires a key of {_id: 1} and unique: true');
  }
  if (args.value('expireAfterSeconds') !== undefined) {
    throw notImplemented('expireAfterSeconds of clustered collections is not supported by the embedded server');
  }
  options.clusteredIndex = { v: new Int32(2), key: clustered.key, name: clustered.name ?? '_id_', unique: true };
}
