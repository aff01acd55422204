import { Int32 } from 'bson';
import type { Plan } from '../planner/plan';
import type { Selection } from '../planner/select';
import { type Doc, isDoc } from '../values';

/** The plan as MongoDB prints it: stages inside one another, the outermost first. */
export function winningPlan(plan: Plan, { sort, skip, limit, filter }: Selection): Doc {
  let stage = accessStage(plan, filter);
  if (!plan.isSorted && Object.keys(sort ?? {}).length > 0) {
    stage = { stage: 'SORT', sortPattern: sort, memLimit: new Int32(104857600), type: 'simple', inputStage: stage };
  }
  if (skip !== undefined && skip > 0) stage = { stage: 'SKIP', skipAmount: new Int32(skip), inputStage: stage };
  if (limit !== undefined && limit > 0) stage = { stage: 'LIMIT', limitAmount: new Int32(limit), inputStage: stage };
  return stage;
}

function accessStage(plan: Plan, filter: Doc): Doc {
  if (plan.kind === 'collection') {
    return {
      stage: 'COLLSCAN',
      ...(Object.keys(filter).length > 0 ? { filter } : {}),
      direction: plan.isReverse ? 'backward' : 'forward',
    };
  }
  if (plan.kind === 'union') {
    return { stage: 'FETCH', inputStage: { stage: 'OR', inputStages: plan.branches.map(indexStage) } };
  }
  if (plan.index.name === '_id_' && isIdEquality(filter)) return { stage: 'IDHACK' };
  return { stage: 'FETCH', inputStage: indexStage(plan) };
}

function isIdEquality(filter: Doc): boolean {
  const { _id } = filter;
  return Object.keys(filter).join() === '_id' && !(isDoc(_id) && Object.keys(_id)[0]?.startsWith('$') === true);
}

function indexStage(scan: Extract<Plan, { kind: 'index' }>): Doc {
  const { index } = scan;
  return {
    stage: 'IXSCAN',
    keyPattern: index.key,
    indexName: index.name,
    ...(index.spec.collation === undefined ? {} : { collation: index.spec.collation }),
    isMultiKey: index.isMultikey,
    isUnique: index.isUnique,
    isSparse: index.isSparse,
    isPartial: index.spec.partialFilterExpression !== undefined,
    indexVersion: new Int32(2),
    direction: scan.isReverse ? 'backward' : 'forward',
  };
}
