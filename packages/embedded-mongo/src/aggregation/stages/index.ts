import type { Stage } from '../environment';
import { group, sortByCount } from './group';
import { count, limit, match, sample, skip, sort } from './selecting';
import { addFields, project, redact, replaceRoot, replaceWith, unset } from './shaping';
import { documents, metadata, refused } from './sources';
import { unwind } from './unwind';

/** Every pipeline stage by name. */
export const STAGES: ReadonlyMap<string, Stage> = new Map<string, Stage>(
  Object.entries({
    $match: match,
    $sort: sort,
    $limit: limit,
    $skip: skip,
    $sample: sample,
    $count: count,
    $project: project,
    $addFields: addFields,
    $set: addFields,
    $unset: unset,
    $replaceRoot: replaceRoot,
    $replaceWith: replaceWith,
    $redact: redact,
    $unwind: unwind,
    $group: group,
    $sortByCount: sortByCount,
    $documents: documents,
    $collStats: metadata('$collStats'),
    $indexStats: metadata('$indexStats'),
    $listLocalSessions: metadata('$listLocalSessions'),
    $listSessions: metadata('$listSessions'),
    $currentOp: metadata('$currentOp'),
    $planCacheStats: metadata('$planCacheStats'),
    $geoNear: refused,
    $changeStream: refused,
    $search: refused,
    $searchMeta: refused,
    $vectorSearch: refused,
  }),
);
