import type { Graph } from '@/api/graph';
import { afterWords, chainOf } from './chain';

const names = ['web', 'api', 'worker', 'db', 'other'];
const graph: Graph = {
  apps: names.map((name) => ({ id: name, name, environment: 'production', status: 'running' })),
  edges: [
    { app: 'web', dependsOn: 'api', leadMinutes: 15 },
    { app: 'web', dependsOn: 'worker', leadMinutes: 15 },
    { app: 'api', dependsOn: 'db', leadMinutes: 15 },
    { app: 'worker', dependsOn: 'db', leadMinutes: 15 },
  ],
};

test('of a diamond each app is deployed once, after all it needs, and the app itself comes last', () => {
  const links = chainOf(graph, 'web');
  expect(links.map(({ app, after }) => [app.name, after])).toEqual([
    ['db', []],
    ['api', ['db']],
    ['worker', ['db']],
    ['web', ['api', 'worker']],
  ]);
});

test('what waits for nothing starts at once, the others say for what they wait', () => {
  expect(afterWords([])).toBe('at once');
  expect(afterWords(['api', 'worker', 'db'])).toBe('after api, worker and db');
});
