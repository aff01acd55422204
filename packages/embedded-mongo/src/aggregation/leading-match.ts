import { type Doc, integerOf, isDoc, isNumeric } from '../values';

/** The head of a pipeline that an index may answer. */
export interface LeadingMatch {
  filter: Doc;
  sort?: Doc;
  limit?: number;
  /** The stages that still have to run, on documents already filtered, sorted and limited. */
  rest: Doc[];
}

/** Splits off leading `$match` stages, then one `$sort`, then one `$limit`; whatever is malformed stays in `rest`. */
export function leadingMatch(stages: Doc[]): LeadingMatch {
  let at = 0;
  const filters: Doc[] = [];
  for (let filter = only(stages[at], '$match'); isDoc(filter); filter = only(stages[at], '$match')) {
    filters.push(filter);
    at += 1;
  }
  const head: LeadingMatch = { filter: joined(filters), rest: [] };
  const sort = only(stages[at], '$sort');
  if (isDoc(sort) && Object.keys(sort).length > 0) {
    head.sort = sort;
    at += 1;
  }
  const limit = limitOf(stages[at]);
  if (limit !== undefined) {
    head.limit = limit;
    at += 1;
  }
  head.rest = stages.slice(at);
  return head;
}

function only(stage: Doc | undefined, name: string): unknown {
  return isDoc(stage) && Object.keys(stage).length === 1 ? stage[name] : undefined;
}

function limitOf(stage: Doc | undefined): number | undefined {
  const operand = only(stage, '$limit');
  const limit = isNumeric(operand) ? integerOf(operand) : undefined;
  return limit !== undefined && limit > 0 ? limit : undefined;
}

function joined(filters: readonly Doc[]): Doc {
  const [first = {}] = filters;
  return filters.length > 1 ? { $and: [...filters] } : first;
}
