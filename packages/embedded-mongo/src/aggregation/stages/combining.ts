import { failedToParse, location, typeMismatch } from '../../errors';
import { type Doc, field, isDoc, setField, typeName } from '../../values';
import type { Stage, Transform } from '../environment';
import { refuseUnknownOptions } from './specification';

const NOT_IN_FACET = new Set([
  '$out',
  '$merge',
  '$facet',
  '$collStats',
  '$indexStats',
  '$geoNear',
  '$documents',
  '$planCacheStats',
]);

/** `$facet`: several pipelines over the same documents, as one document. */
export const facet: Stage = (spec, env) => {
  if (!isDoc(spec) || Object.keys(spec).length === 0) {
    throw location(40169, 'the $facet specification must be a non-empty object');
  }
  const facets = Object.keys(spec).map((name): [string, Transform] => {
    const stages = field(spec, name);
    if (!Array.isArray(stages))
      throw location(40170, `arguments to $facet must be arrays, ${name} is type ${typeName(stages)}`);
    for (const stage of stages) refuseInFacet(stage);
    return [name, env.compile(stages)];
  });
  return function* (source) {
    const docs = [...source];
    const result: Doc = {};
    for (const [name, run] of facets) setField(result, name, [...run(docs)]);
    yield result;
  };
};

function refuseInFacet(stage: unknown): void {
  const [name = ''] = isDoc(stage) ? Object.keys(stage) : [];
  if (NOT_IN_FACET.has(name)) throw location(40600, `${name} is not allowed to be used within a $facet stage`);
}

/** `$unionWith`: the documents of another collection, through a pipeline, after these. */
export const unionWith: Stage = (spec, env) => {
  const { coll, pipeline } = typeof spec === 'string' ? { coll: spec, pipeline: [] } : readUnion(spec);
  const run = env.compile(pipeline, { collection: coll ?? env.collection });
  return function* (source) {
    yield* source;
    yield* run(coll === undefined ? [] : env.scan(coll));
  };
};

function readUnion(spec: unknown): { coll: string | undefined; pipeline: Doc[] } {
  if (!isDoc(spec))
    throw failedToParse(`the $unionWith stage specification must be an object or string, but found ${typeName(spec)}`);
  refuseUnknownOptions(spec, '$unionWith', ['coll', 'pipeline']);
  const { coll, pipeline = [] } = spec;
  if (!Array.isArray(pipeline))
    throw typeMismatch("BSON field '$unionWith.pipeline' is the wrong type, expected type 'array'");
  if (coll === undefined && isDoc(pipeline[0]) && pipeline[0].$documents !== undefined)
    return { coll: undefined, pipeline };
  if (typeof coll !== 'string') throw location(40414, "BSON field '$unionWith.coll' is missing but a required field");
  return { coll, pipeline };
}
