import { Long } from 'bson';
import type { Doc } from '../values';
import type { Arguments } from './arguments';

/** A find on a view, as the pipeline that answers it. */
export function findAsPipeline(args: Arguments): Doc[] {
  const stages: Doc[] = [];
  const push = (name: string, operand: unknown): void => {
    stages.push({ [name]: operand });
  };
  const filter = args.optionalDoc('filter');
  if (filter !== undefined) push('$match', filter);
  const sort = args.optionalDoc('sort');
  if (sort !== undefined && Object.keys(sort).length > 0) push('$sort', sort);
  const skip = args.count('skip') ?? 0;
  if (skip > 0) push('$skip', Long.fromNumber(skip));
  const limit = Math.abs(args.integer('limit') ?? 0);
  if (limit > 0) push('$limit', Long.fromNumber(limit));
  const projection = args.optionalDoc('projection');
  if (projection !== undefined && Object.keys(projection).length > 0) push('$project', projection);
  return stages;
}
