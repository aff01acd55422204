import { location } from '../../errors';
import { compileStageProjection } from '../../query/projection';
import { buildTree, readSpecification } from '../../query/projection/specification';
import { computeFields } from '../../query/projection/tree';
import { asDoc, type Doc, isDoc, shallowCopy, typeName, type Value, valueText } from '../../values';
import type { Stage, StageEnv, Transform } from '../environment';
import { compileExpression, rootScope } from '../expression';
import { mapping } from '../iterate';

/** `$project`. */
export const project: Stage = (spec, env) => {
  if (!isDoc(spec)) throw location(15969, '$project specification must be an object');
  if (Object.keys(spec).length === 0) throw location(51272, 'projection specification must have at least one field');
  return mapping(env.ctx, compileStageProjection(spec, env.ctx));
};

/** `$addFields` and `$set`. */
export const addFields: Stage = (spec, env, name) => {
  if (!isDoc(spec)) throw location(40272, `${name} specification stage must be an object, got ${typeName(spec)}`);
  if (Object.keys(spec).length === 0)
    throw location(40177, `Invalid ${name} :: caused by :: specification must have at least one field`);
  const tree = buildTree([], readAdditions(spec), env.ctx);
  return mapping(env.ctx, (doc) => computeFields(tree, shallowCopy(doc), rootScope(doc)));
};

function readAdditions(spec: Doc): [string, Value][] {
  const added: [string, Value][] = [];
  const read = readSpecification(spec, (path, value) => {
    const isNested = isDoc(value) && Object.keys(value).length > 0 && !(Object.keys(value)[0] ?? '').startsWith('$');
    if (!isNested) added.push([path, value]);
    return !isNested;
  });
  return [...added, ...read.computed];
}

/** `$unset`: one path or a list of them. */
export const unset: Stage = (spec, env) => {
  const paths = Array.isArray(spec) ? spec : [spec];
  if (paths.length === 0)
    throw location(31119, '$unset specification must be a string or an array with at least one field');
  const exclusion = Object.fromEntries(
    paths.map((path) => {
      if (typeof path !== 'string')
        throw location(31120, '$unset specification must be a string or an array containing only string values');
      return [path, false];
    }),
  );
  return mapping(env.ctx, compileStageProjection(exclusion, env.ctx));
};

/** `$replaceRoot`. */
export const replaceRoot: Stage = (spec, env) => {
  if (!isDoc(spec))
    throw location(40229, `expected an object as specification for $replaceRoot stage, got ${typeName(spec)}`);
  for (const name of Object.keys(spec)) {
    if (name !== 'newRoot') throw location(40415, `BSON field '$replaceRoot.${name}' is an unknown field.`);
  }
  if (spec.newRoot === undefined)
    throw location(40414, "BSON field '$replaceRoot.newRoot' is missing but a required field");
  return replacing(spec.newRoot, env, "'newRoot' expression ");
};

/** `$replaceWith`. */
export const replaceWith: Stage = (spec, env) => replacing(spec, env, "'replacement document' ");

function replacing(expression: Value, env: StageEnv, role: string): Transform {
  const compiled = compileExpression(expression, env.ctx);
  return mapping(env.ctx, (doc) => {
    const value = compiled(rootScope(doc));
    const root = asDoc(value);
    if (root !== undefined) return root;
    throw location(
      40228,
      `${role} must evaluate to an object, but resulting value was: ${value === undefined ? 'MISSING' : valueText(value)}. Type of resulting value: '${typeName(value)}'.`,
    );
  });
}

/** `$redact`: keeps, prunes or descends into documents level by level. */
export const redact: Stage = (spec, env) => {
  const decide = compileExpression(spec, env.ctx);
  return function* (source) {
    for (const doc of source) {
      env.ctx.tick();
      const kept = redactDoc(doc, (level) => decide(rootScope(level)));
      if (kept !== undefined) yield kept;
    }
  };
};

function redactDoc(doc: Doc, decide: (level: Doc) => Value): Doc | undefined {
  const decision = decide(doc);
  if (decision === '$$KEEP') return doc;
  if (decision === '$$PRUNE') return undefined;
  if (decision !== '$$DESCEND') {
    throw location(
      17053,
      `$redact's expression should not return anything aside from the variables $$KEEP, $$DESCEND, and $$PRUNE, but returned ${valueText(decision)}`,
    );
  }
  const kept = shallowCopy(doc);
  for (const name of Object.keys(kept)) {
    const value = redactValue(kept[name], decide);
    if (value === undefined) delete kept[name];
    else kept[name] = value;
  }
  return kept;
}

function redactValue(value: Value, decide: (level: Doc) => Value): Value {
  if (Array.isArray(value))
    return value.map((element) => redactValue(element, decide)).filter((kept) => kept !== undefined);
  const doc = asDoc(value);
  return doc === undefined ? value : redactDoc(doc, decide);
}
