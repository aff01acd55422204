import { projects, refuses, type SemanticCase } from './case';

const DOC = { _id: 1, a: 1, b: { c: 2, d: 3 }, l: [{ x: 1, y: 2 }, { x: 3 }, 7] };
const projectionFails = (name: string, projection: Record<string, unknown>, code: number) =>
  refuses(name, { find: 'c', projection }, code);

/** What find projections must do. */
export const projectionCases: SemanticCase[] = [
  projects('inclusion keeps _id', DOC, { a: 1 }, { _id: 1, a: 1 }),
  projects('_id can be left out', DOC, { a: 1, _id: 0 }, { a: 1 }),
  projects('exclusion keeps the rest', DOC, { b: 0, l: 0 }, { _id: 1, a: 1 }),
  projects('a dotted inclusion', DOC, { 'b.c': 1 }, { _id: 1, b: { c: 2 } }),
  projects('a nested inclusion', DOC, { b: { d: 1 } }, { _id: 1, b: { d: 3 } }),
  projects('inclusion in arrays drops scalars', DOC, { 'l.x': 1 }, { _id: 1, l: [{ x: 1 }, { x: 3 }] }),
  projects('exclusion in arrays keeps scalars', DOC, { 'l.x': 0, b: 0 }, { _id: 1, a: 1, l: [{ y: 2 }, {}, 7] }),
  projects(
    '$slice alone keeps the other fields',
    { _id: 1, l: [1, 2, 3], z: 1 },
    { l: { $slice: -2 } },
    { _id: 1, l: [2, 3], z: 1 },
  ),
  projects('$slice with skip and limit', { _id: 1, l: [1, 2, 3, 4] }, { l: { $slice: [1, 2] } }, { _id: 1, l: [2, 3] }),
  projects('$elemMatch takes the first', DOC, { l: { $elemMatch: { x: { $gt: 1 } } } }, { _id: 1, l: [{ x: 3 }] }),
  projects('the positional projection', { _id: 1, l: [1, 5, 9] }, { 'l.$': 1 }, { _id: 1, l: [5] }, { l: { $gte: 4 } }),
  projects('a computed field', DOC, { s: { $add: ['$a', 1] } }, { _id: 1, s: 2 }),
  projects('a field path as a value', DOC, { s: '$b.c', _id: 0 }, { s: 2 }),
  projects('a literal', DOC, { _id: 0, s: { $literal: 1 } }, { s: 1 }),
  projectionFails('inclusion and exclusion do not mix', { a: 1, b: 0 }, 31254),
  projectionFails('exclusion, then inclusion', { a: 0, b: 1 }, 31253),
  projectionFails('a projected path inside another', { b: 1, 'b.c': 1 }, 31249),
];
