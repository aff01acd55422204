import type { Stage } from '../environment';
import { bucket, bucketAuto } from './buckets';
import { facet, unionWith } from './combining';
import { graphLookup } from './graph-lookup';
import { group, sortByCount } from './group';
import { lookup } from './lookup';
import { count, limit, match, sample, skip, sort } from './selecting';
import { addFields, project, redact, replaceRoot, replaceWith, unset } from './shaping';
import { documents, metadata, refused } from './sources';
import { unwind } from './unwind';
import { setWindowFields } from './window-fields';
import { merge, out } from './writing';

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
    $bucket: bucket,
    $bucketAuto: bucketAuto,
    $facet: facet,
    $unionWith: unionWith,
    $lookup: lookup,
    $graphLookup: graphLookup,
    $setWindowFields: setWindowFields,
    $out: out,
    $merge: merge,
    $documents: documents,
    $collStats: metadata('$collStats'),
    $indexStats: metadata('$indexStats'),
    $listLocalSessions: metadata('$listLocalSessions'),
    $listSessions: metadata('$listSessions'),
    $currentOp: metadata('$currentOp'),
    $planCacheStats: metadata('$planCacheStats'),
    $geoNear: refused,
    $densify: refused,
    $fill: refused,
    $changeStream: refused,
    $search: refused,
    $searchMeta: refused,
    $vectorSearch: refused,
  }),
);
