import { runUpdatePipeline } from '../aggregation/update-pipeline';
import { dollarPrefixedFieldName, failedToParse, immutableField } from '../errors';
import type { QueryContext } from '../query/context';
import { cloneDoc, type Doc, valuesEqual } from '../values';
import { applyModification } from './apply';
import { compileArrayFilters } from './array-filters';
import { keepId, withId } from './identity';
import { parseModifications } from './parse';
import { equalitiesOf } from './upsert';

/** An update, compiled once and applied to any number of documents. */
export interface CompiledUpdate {
  /**
   * The changed document, always a new one; the input is never touched.
   * @param positional what `$` stands for, from the matcher
   */
  apply(doc: Doc, positional?: number): Doc;
  /** The document an upsert inserts; `_id` is made when neither filter nor update gives one. */
  insert(filter: Doc): Doc;
}

/** What an update is compiled with. */
export interface UpdateOptions {
  arrayFilters?: Doc[];
  ctx: QueryContext;
  /** Whether a document is a replacement; by default decided by whether its first field starts with a dollar. */
  isReplacement?: boolean;
}

/**
 * Compiles an update document, a replacement or an update pipeline.
 * @throws 9 and 40 when it cannot be read; applying it throws 2, 14, 28 and 66 for documents it does not fit
 */
export function compileUpdate(update: Doc | Doc[], options: UpdateOptions): CompiledUpdate {
  const { arrayFilters = [] } = options;
  if (Array.isArray(update)) {
    if (arrayFilters.length > 0) throw failedToParse('arrayFilters may not be specified for pipeline-syle updates');
    return compilePipeline(update, options.ctx);
  }
  const [first = ''] = Object.keys(update);
  if (options.isReplacement ?? !first.startsWith('$')) {
    if (arrayFilters.length > 0) throw failedToParse('arrayFilters may not be specified for replacement-style updates');
    return compileReplacement(update);
  }
  return compileOperators(update, arrayFilters, options.ctx);
}

function compileReplacement(replacement: Doc): CompiledUpdate {
  for (const name of Object.keys(replacement)) {
    if (name.startsWith('$')) {
      throw dollarPrefixedFieldName(
        `The dollar ($) prefixed field '${name}' in '${name}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
      );
    }
  }
  return {
    apply: (doc) => keepId(doc, cloneDoc(replacement)),
    insert: (filter) => {
      const { _id } = equalitiesOf(filter);
      return keepId({ _id }, withId(cloneDoc(replacement), replacement._id === undefined ? _id : replacement._id));
    },
  };
}

function compilePipeline(stages: Doc[], ctx: QueryContext): CompiledUpdate {
  const run = runUpdatePipeline(stages, ctx);
  return {
    apply: (doc) => keepId(doc, run(doc)),
    insert: (filter) => {
      const start = equalitiesOf(filter);
      return withId(keepId(start, run(start)));
    },
  };
}

function compileOperators(update: Doc, arrayFilters: readonly Doc[], ctx: QueryContext): CompiledUpdate {
  const modifications = parseModifications(update, ctx);
  const filters = compileArrayFilters(arrayFilters, modifications, update, ctx);
  const onUpdate = modifications.filter((modification) => !modification.onInsertOnly);
  return {
    apply: (before, positional) => {
      const doc = cloneDoc(before);
      for (const modification of onUpdate) applyModification(modification, { doc, positional, filters });
      refuseNewId(before, doc);
      return doc;
    },
    insert: (filter) => {
      const before = equalitiesOf(filter);
      const doc = cloneDoc(before);
      for (const modification of modifications)
        applyModification(modification, { doc, positional: undefined, filters });
      if (before._id !== undefined) refuseNewId(before, doc);
      return withId(doc);
    },
  };
}

function refuseNewId(before: Doc, after: Doc): void {
  if (!valuesEqual(before._id, after._id)) {
    throw immutableField("Performing an update on the path '_id' would modify the immutable field '_id'");
  }
}
