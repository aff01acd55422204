import type { Graph } from '@/api/graph';
import { layOut } from './layout';
import { nodeSize } from './slots';

/** `api>db` reads "api needs db". */
function graph(names: string[], ...edges: string[]): Graph {
  return {
    apps: names.map((name) => ({ id: name, name, environment: 'production', status: 'running' })),
    edges: edges.map((edge) => {
      const [app = '', dependsOn = ''] = edge.split('>');
      return { app, dependsOn, leadMinutes: 15 };
    }),
  };
}

const columnsOf = (drawn: ReturnType<typeof layOut>) =>
  Object.fromEntries(drawn.nodes.map(({ app, column }) => [app.name, column]));

test('what an app needs stands left of it, also over several levels and in a diamond', () => {
  const drawn = layOut(graph(['web', 'api', 'worker', 'db'], 'web>api', 'web>worker', 'api>db', 'worker>db'));
  expect(columnsOf(drawn)).toEqual({ db: 0, api: 1, worker: 1, web: 2 });
  for (const { edge, points } of drawn.lines) {
    expect(points[0]?.x).toBeLessThan(points.at(-1)?.x ?? 0);
    expect(edge.leadMinutes).toBe(15);
  }
});

test('what needs nothing stands just before the first that needs it', () => {
  const drawn = layOut(graph(['web', 'api', 'db', 'flags'], 'web>api', 'api>db', 'web>flags'));
  expect(columnsOf(drawn)).toEqual({ db: 0, api: 1, flags: 1, web: 2 });
});

test('no two apps stand on each other, and all stand inside the drawing', () => {
  const names = Array.from({ length: 60 }, (_, index) => `a${index}`);
  const edges = names.slice(1).map((name, index) => `${name}>a${Math.floor((index * 7) % (index + 1))}`);
  const { nodes, width, height } = layOut(graph(names, ...edges));
  expect(nodes).toHaveLength(60);
  for (const one of nodes) {
    expect(one.x).toBeGreaterThanOrEqual(0);
    expect(one.y).toBeGreaterThanOrEqual(-0.001);
    expect(one.x + nodeSize.width).toBeLessThanOrEqual(width);
    expect(one.y + nodeSize.height).toBeLessThanOrEqual(height + 0.001);
    const over = nodes.filter(
      (other) => other !== one && other.x === one.x && Math.abs(other.y - one.y) < nodeSize.height,
    );
    expect(over).toEqual([]);
  }
});

test('a long edge passes beside the apps of the columns between, not over them', () => {
  const drawn = layOut(graph(['c', 'b', 'a'], 'c>b', 'b>a', 'c>a'));
  const long = drawn.lines.find(({ edge }) => edge.app === 'c' && edge.dependsOn === 'a');
  const passed = drawn.nodes.find(({ app }) => app.name === 'b');
  expect(long?.points).toHaveLength(4);
  const distance = Math.abs((long?.points[1]?.y ?? 0) - ((passed?.y ?? 0) + nodeSize.height / 2));
  expect(distance).toBeGreaterThan(nodeSize.height / 2);
});

test('apps that no edge touches are only counted, and graphs that do not hang together stand apart', () => {
  const drawn = layOut(graph(['a', 'b', 'x', 'y', 'lonely'], 'a>b', 'x>y'));
  expect(drawn.alone.map(({ name }) => name)).toEqual(['lonely']);
  const [one, other] = [drawn.nodes.slice(0, 2), drawn.nodes.slice(2)];
  expect(Math.max(...one.map(({ x }) => x)) + nodeSize.width).toBeLessThan(Math.min(...other.map(({ x }) => x)));
});

test('a cycle, which the API refuses, does not hang the page', () => {
  expect(layOut(graph(['a', 'b'], 'a>b', 'b>a')).nodes).toHaveLength(2);
});

test('a thousand apps are laid out in a moment', () => {
  const names = Array.from({ length: 1_000 }, (_, index) => `a${index}`);
  const edges = names.slice(1).map((name, index) => `${name}>a${Math.floor(index / 3)}`);
  const start = performance.now();
  expect(layOut(graph(names, ...edges)).nodes).toHaveLength(1_000);
  expect(performance.now() - start).toBeLessThan(2_000);
});
