import { location } from '../errors';
import type { Call } from '../server/context';
import { decode } from '../store/bson';
import { Arguments, argumentsOf } from './arguments';
import { invalidLength, MAX_WRITE_BATCH } from './insert';

/**
 * The statements of an update or delete command, from its body or from a kind-1 section.
 * @throws 40415 for a field no statement has, 16 for none or too many
 */
export function statementsOf(call: Call, name: 'updates' | 'deletes', allowed: readonly string[]): Arguments[] {
  const label = `${call.name}.${name}`;
  const docs = call.sequences.get(name)?.map(decode) ?? argumentsOf(call).docs(name);
  if (docs.length === 0 || docs.length > MAX_WRITE_BATCH) throw invalidLength(docs.length);
  return docs.map((doc) => {
    for (const field of Object.keys(doc)) {
      if (!allowed.includes(field)) throw location(40415, `BSON field '${label}.${field}' is an unknown field.`);
    }
    return new Arguments(doc, label);
  });
}
