import { badValue, location, notImplemented } from '../../errors';
import { fieldText, isDoc } from '../../values';
import type { MetadataStage, Stage } from '../environment';
import { compileExpression, rootScope } from '../expression';

/** `$documents`: literal documents as the source of the pipeline. */
export const documents: Stage = (spec, env) => {
  requireFirst(env.isFirst, '$documents');
  const values = compileExpression(spec, env.ctx)(rootScope({}));
  if (!Array.isArray(values) || !values.every(isDoc)) {
    throw location(5858203, 'an array of objects is expected as the argument to $documents');
  }
  return () => values;
};

/** `$collStats`, `$indexStats` and their like: the server's own documents. */
export const metadata =
  (name: MetadataStage): Stage =>
  (spec, env) => {
    requireFirst(env.isFirst, name);
    if (!isDoc(spec)) throw badValue(`${name} must take a nested object but found: ${fieldText(name, spec)}`);
    const { metadata: read } = env;
    if (read === undefined) throw notImplemented(`${name} is not supported by the embedded server`);
    return () => read(name, spec);
  };

function requireFirst(isFirst: boolean, name: string): void {
  if (!isFirst) throw location(40602, `${name} is only valid as the first stage in a pipeline`);
}

/** A stage MongoDB has and this server has not. */
export const refused: Stage = (_spec, _env, name) => {
  throw notImplemented(`${name} is not supported by the embedded server`);
};
