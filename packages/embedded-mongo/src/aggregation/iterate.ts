import type { QueryContext } from '../query/context';
import type { Doc } from '../values';
import type { Transform } from './environment';

/** A stage that gives one document for each. */
export function mapping(ctx: QueryContext, convert: (doc: Doc) => Doc): Transform {
  return function* (source) {
    for (const doc of source) {
      ctx.tick();
      yield convert(doc);
    }
  };
}

/** A stage that gives any number of documents for each. */
export function expanding(ctx: QueryContext, convert: (doc: Doc) => Iterable<Doc>): Transform {
  return function* (source) {
    for (const doc of source) {
      ctx.tick();
      yield* convert(doc);
    }
  };
}

/** A stage that needs all documents before it gives the first; they are read when the first is asked for. */
export function gathering(ctx: QueryContext, convert: (docs: Doc[]) => Iterable<Doc>): Transform {
  return function* (source) {
    const docs: Doc[] = [];
    for (const doc of source) {
      ctx.tick();
      docs.push(doc);
    }
    yield* convert(docs);
  };
}
