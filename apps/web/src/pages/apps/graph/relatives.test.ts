import { layOut } from './layout/layout';
import { neighbourOf, relativesOf } from './relatives';
import { leadWords } from './words';

const edges = [
  { app: 'web', dependsOn: 'api', leadMinutes: 15 },
  { app: 'api', dependsOn: 'db', leadMinutes: 15 },
  { app: 'report', dependsOn: 'db', leadMinutes: 0 },
];
const apps = ['web', 'api', 'db', 'report'].map((id) => ({
  id,
  name: id,
  environment: 'production',
  status: 'running',
}));

test('what an app needs and what needs it is found over all levels, and nothing else', () => {
  expect(relativesOf(edges, 'api')).toEqual({ needs: new Set(['db']), neededBy: new Set(['web']) });
  expect(relativesOf(edges, 'db').neededBy).toEqual(new Set(['api', 'report', 'web']));
});

test('arrow keys go along the edges and through the column, and stop where there is nothing', () => {
  const layout = layOut({ apps, edges });
  expect(neighbourOf(layout, 'api', 'ArrowLeft')).toBe('db');
  expect(neighbourOf(layout, 'api', 'ArrowRight')).toBe('web');
  expect(neighbourOf(layout, 'db', 'ArrowLeft')).toBeNull();
  expect([neighbourOf(layout, 'api', 'ArrowDown'), neighbourOf(layout, 'api', 'ArrowUp')]).toContain('report');
});

test('times between are short enough to stand on a line', () => {
  expect([0, 15, 60, 90, 1_440].map(leadWords)).toEqual(['0 min', '15 min', '1 h', '1 h 30', '1 d']);
});
