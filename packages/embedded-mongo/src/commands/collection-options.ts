import { Long } from 'bson';
import { badValue, invalidOptions, location, notImplemented } from '../errors';
import { completeCollation } from '../indexes/index-spec';
import { compileFilter } from '../query';
import { asDoc, type Doc, makeCollation, numberOf } from '../values';
import type { Arguments } from './arguments';
import { readClusteredIndex, readTimeseries } from './special-collections';

/** Fields of `create`. */
export const CREATE_FIELDS = [
  'capped',
  'autoIndexId',
  'size',
  'max',
  'validator',
  'validationLevel',
  'validationAction',
  'viewOn',
  'pipeline',
  'collation',
  'timeseries',
  'expireAfterSeconds',
  'clusteredIndex',
  'changeStreamPreAndPostImages',
  'storageEngine',
  'indexOptionDefaults',
  'idIndex',
  'encryptedFields',
  'temp',
];

const REFUSED = ['encryptedFields', 'changeStreamPreAndPostImages'];
const COPIED = ['validator', 'validationLevel', 'validationAction', 'viewOn', 'pipeline'];

/**
 * The options of a new collection, as they are stored and listed.
 * @throws 72 for options that do not go together, 238 for kinds of collection this server does not have
 */
export function readCreateOptions(args: Arguments): Doc {
  for (const name of REFUSED) {
    if (args.value(name) !== undefined) throw notImplemented(`${name} is not supported by the embedded server`);
  }
  const options: Doc = {};
  readCapped(args, options);
  readTimeseries(args, options);
  readClusteredIndex(args, options);
  for (const name of COPIED) if (args.value(name) !== undefined) options[name] = args.value(name);
  checkValidation(options);
  const collation = args.optionalDoc('collation');
  if (collation !== undefined) {
    makeCollation(collation);
    if (collation.locale !== 'simple') options.collation = completeCollation(collation);
  }
  if (options.pipeline !== undefined && options.viewOn === undefined)
    throw invalidOptions("'pipeline' requires 'viewOn' to also be specified");
  if (args.value('expireAfterSeconds') !== undefined && options.timeseries === undefined) {
    throw invalidOptions(
      "'expireAfterSeconds' is only supported on time-series collections or when the 'clusteredIndex' option is specified",
    );
  }
  return options;
}

function readCapped(args: Arguments, options: Doc): void {
  const size = args.integer('size');
  if (!args.flag('capped')) {
    if (size !== undefined || args.value('max') !== undefined) {
      throw invalidOptions("The 'size' and 'max' fields require 'capped' to be true");
    }
    return;
  }
  if (size === undefined) throw invalidOptions("the 'size' field is required when 'capped' is true");
  if (size <= 0) throw location(51024, `BSON field 'size' value must be >= 1, actual value '${size}'`);
  options.capped = true;
  options.size = Long.fromNumber(size);
  const max = args.integer('max');
  if (max !== undefined && max > 0) options.max = Long.fromNumber(max);
}

const LEVELS = new Set(['off', 'strict', 'moderate']);
const ACTIONS = new Set(['error', 'warn']);

/** Compiles the validator for its errors. */
export function checkValidation(options: Doc): void {
  const validator = options.validator === undefined ? undefined : asDoc(options.validator);
  if (validator !== undefined) compileFilter(validator, { variables: {}, now: new Date(), tick: () => undefined });
  const { validationLevel: level, validationAction: action } = options;
  if (level !== undefined && !LEVELS.has(String(level))) {
    throw badValue(`Enumeration value '${String(level)}' for field 'create.validationLevel' is not a valid value.`);
  }
  if (action !== undefined && !ACTIONS.has(String(action))) {
    throw badValue(`Enumeration value '${String(action)}' for field 'create.validationAction' is not a valid value.`);
  }
}

/** Whether a TTL value is one an index can have. */
export function isTtl(value: unknown): boolean {
  return numberOf(value) >= 0 && numberOf(value) <= 2147483647;
}
