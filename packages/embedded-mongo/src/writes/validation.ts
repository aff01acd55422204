import { MongoError } from '../errors';
import { compileFilter, type QueryContext } from '../query';
import type { Collection } from '../store/collection';
import { asDoc, type Doc } from '../values';

/** Whether a command may skip the collection's validator. */
export interface ValidationMode {
  readonly ctx: QueryContext;
  readonly isBypassed: boolean;
}

/**
 * Checks a document against the collection's validator
 * (https://www.mongodb.com/docs/manual/core/schema-validation/).
 * @param before the document it replaces: with level `moderate` an already invalid one may stay invalid
 * @throws 121 when it does not pass and the action is `error`
 */
export function validateDocument(
  collection: Collection,
  doc: Doc,
  before: Doc | undefined,
  mode: ValidationMode,
): void {
  const validator = asDoc(collection.options.validator);
  const { validationLevel: level = 'strict', validationAction: action = 'error' } = collection.options;
  if (validator === undefined || mode.isBypassed || level === 'off' || action === 'warn') return;
  const { matches } = compileFilter(validator, { ...mode.ctx, variables: {} });
  if (matches(doc) || (level === 'moderate' && before !== undefined && !matches(before))) return;
  throw new MongoError(121, 'DocumentValidationFailure', 'Document failed validation', {
    errInfo: { failingDocumentId: doc._id, details: failureDetails(validator, doc, mode.ctx) },
  });
}

/** Names the rules that failed, one by one; MongoDB's own report goes deeper into `$jsonSchema`. */
function failureDetails(validator: Doc, doc: Doc, ctx: QueryContext): Doc {
  const failed = Object.keys(validator).filter((name) => !compileFilter({ [name]: validator[name] }, ctx).matches(doc));
  const [name = '$and'] = failed;
  const specifiedAs = { [name]: validator[name] };
  return name === '$jsonSchema'
    ? { operatorName: '$jsonSchema', schemaRulesNotSatisfied: [] }
    : { operatorName: name.startsWith('$') ? name : '$eq', specifiedAs, reason: 'comparison failed' };
}
