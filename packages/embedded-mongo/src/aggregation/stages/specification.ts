import { failedToParse, typeMismatch } from '../../errors';
import { type Doc, isDoc, typeName, type Value } from '../../values';

/** Refuses options a stage does not know. */
export function refuseUnknownOptions(spec: Doc, name: string, known: readonly string[]): void {
  for (const option of Object.keys(spec)) {
    if (!known.includes(option)) throw failedToParse(`unrecognized option to ${name}: ${option}`);
  }
}

/** Makes sure a stage's specification is an object. */
export function requireObject(spec: Value, name: string): Doc {
  if (isDoc(spec)) return spec;
  throw typeMismatch(`the ${name} stage specification must be an object, but found ${typeName(spec)}`);
}
