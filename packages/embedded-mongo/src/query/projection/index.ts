import type { Doc } from '../../values';
import type { Matcher, QueryContext } from '../context';
import { type FindOperators, takeFindOperator } from './find-operators';
import { buildTree, isInclusion, readSpecification, type Specification } from './specification';
import { excludeFields, includeFields } from './tree';

type Projection = (doc: Doc) => Doc;

/**
 * Compiles a find projection; the matcher is the query's, for the positional `a.$`.
 * @throws 31254 when it both includes and excludes, 31249 or 31250 for paths that collide
 */
export function compileProjection(spec: Doc, ctx: QueryContext, matcher?: Matcher): Projection {
  const found: FindOperators = { rewrites: [], kept: [], hasInclusion: false };
  const read = readSpecification(spec, (path, value) => takeFindOperator(found, path, value, ctx, matcher));
  const project = base(read, found, ctx);
  if (found.rewrites.length === 0) return project;
  return (doc) => {
    const projected = project(doc);
    for (const rewrite of found.rewrites) rewrite(projected, doc);
    return projected;
  };
}

/** Compiles what `$project` takes: as for find, without find's own operators. */
export function compileStageProjection(spec: Doc, ctx: QueryContext): Projection {
  const read = readSpecification(spec, () => false);
  return base(read, { rewrites: [], kept: [], hasInclusion: false }, ctx);
}

function base(read: Specification, found: FindOperators, ctx: QueryContext): Projection {
  const includes = isInclusion(read) || (found.hasInclusion && read.excluded.length === 0);
  if (!includes) return exclusion(read, ctx);
  const paths = [...read.included, ...found.kept.filter((path) => !read.included.includes(path))];
  const computesId = read.computed.some(([path]) => path === '_id' || path.startsWith('_id.'));
  if (read.id !== false && !computesId && !paths.some((path) => path.startsWith('_id.'))) paths.unshift('_id');
  const tree = buildTree(paths, read.computed, ctx);
  return (doc) => includeFields(tree, doc);
}

function exclusion(read: Specification, ctx: QueryContext): Projection {
  const tree = buildTree(read.id === false ? ['_id', ...read.excluded] : read.excluded, [], ctx);
  return (doc) => excludeFields(tree, doc);
}
