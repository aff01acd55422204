/**
 * The errors a client sees. Codes and names are those of MongoDB 7
 * (https://github.com/mongodb/mongo/blob/v7.0/src/mongo/base/error_codes.yml).
 */
export class MongoError extends Error {
  constructor(
    readonly code: number,
    readonly codeName: string,
    message: string,
    readonly extra?: Record<string, unknown>,
  ) {
    super(message);
    this.name = 'MongoError';
  }
}

type ErrorFactory = (message: string, extra?: Record<string, unknown>) => MongoError;

const named =
  (code: number, codeName: string): ErrorFactory =>
  (message, extra) =>
    new MongoError(code, codeName, message, extra);

/** 2: a value the operator or option does not take. */
export const badValue = named(2, 'BadValue');
/** 9: the shape of a filter, update or pipeline is wrong. */
export const failedToParse = named(9, 'FailedToParse');
/** 14: a value of the wrong BSON type. */
export const typeMismatch = named(14, 'TypeMismatch');
/** 28: an update path runs through a value that is no document or array. */
export const pathNotViable = named(28, 'PathNotViable');
/** 40: two operators of one update touch the same path. */
export const conflictingUpdateOperators = named(40, 'ConflictingUpdateOperators');
/** 50: `maxTimeMS` ran out. */
export const maxTimeExpired = named(50, 'MaxTimeMSExpired');
/** 52: a field name starts with a dollar where that is not allowed. */
export const dollarPrefixedFieldName = named(52, 'DollarPrefixedFieldName');
/** 54: an upsert's filter names a path twice. */
export const notSingleValueField = named(54, 'NotSingleValueField');
/** 56: a path has an empty component. */
export const emptyFieldName = named(56, 'EmptyFieldName');
/** 66: an update would change `_id`. */
export const immutableField = named(66, 'ImmutableField');
/** 72: options that do not go together. */
export const invalidOptions = named(72, 'InvalidOptions');
/** 168: an expression operator nobody knows. */
export const invalidPipelineOperator = named(168, 'InvalidPipelineOperator');
/** 238: MongoDB knows it; this server does not. */
export const notImplemented = named(238, 'NotImplemented');
/** 241: a `$convert` that cannot be done. */
export const conversionFailure = named(241, 'ConversionFailure');
/** 10334: a document over 16 MB. */
export const objectTooLarge = named(10334, 'BSONObjectTooLarge');

/** An error that has a number but no name of its own; MongoDB calls it `Location<number>`. */
export function location(code: number, message: string, extra?: Record<string, unknown>): MongoError {
  return new MongoError(code, `Location${code}`, message, extra);
}
