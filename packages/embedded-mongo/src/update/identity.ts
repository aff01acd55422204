import { ObjectId } from 'bson';
import { immutableField } from '../errors';
import { type Doc, field, fieldText, setField, type Value, valuesEqual } from '../values';

/** The document with `_id` in front, as MongoDB stores it; made when there is none; null is one. */
export function withId(doc: Doc, id: Value = doc._id === undefined ? new ObjectId() : doc._id): Doc {
  const ordered: Doc = { _id: id };
  for (const name of Object.keys(doc)) if (name !== '_id') setField(ordered, name, field(doc, name));
  return ordered;
}

/**
 * The changed document under the identity of the old one: a missing `_id` comes back, an altered one is refused.
 * @throws 66
 */
export function keepId(before: Doc, after: Doc): Doc {
  if (before._id === undefined) return after;
  if (after._id !== undefined && !valuesEqual(before._id, after._id)) {
    throw immutableField(
      `After applying the update, the (immutable) field '_id' was found to have been altered to ${fieldText('_id', after._id)}`,
    );
  }
  return withId(after, before._id);
}
