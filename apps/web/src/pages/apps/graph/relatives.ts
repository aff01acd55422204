import type { GraphEdge } from '@/api/graph';
import { edgesBy } from './edges';
import type { Layout } from './layout/layout';

/** Everything an app needs, and everything that needs it, directly or over others. */
export interface Relatives {
  needs: Set<string>;
  neededBy: Set<string>;
}

export function relativesOf(edges: GraphEdge[], id: string): Relatives {
  return {
    needs: reach(id, edgesBy('app', edges), 'dependsOn'),
    neededBy: reach(id, edgesBy('dependsOn', edges), 'app'),
  };
}

function reach(start: string, edges: Map<string, GraphEdge[]>, next: 'app' | 'dependsOn'): Set<string> {
  const found = new Set<string>();
  const open = [start];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const other of (edges.get(id) ?? []).map((edge) => edge[next])) {
      if (found.has(other)) continue;
      found.add(other);
      open.push(other);
    }
  }
  return found;
}

/**
 * Where an arrow key leads from an app: left to the first it needs, right to the first that needs it, up and down in
 * its column. Null where there is none.
 */
export function neighbourOf({ nodes, lines }: Layout, id: string, key: string): string | null {
  const here = nodes.find(({ app }) => app.id === id);
  if (!here) return null;
  const heights = new Map(nodes.map(({ app, y }) => [app.id, y]));
  const highest = (ids: string[]) => ids.sort((a, b) => (heights.get(a) ?? 0) - (heights.get(b) ?? 0))[0] ?? null;
  if (key === 'ArrowLeft') return highest(lines.flatMap(({ edge }) => (edge.app === id ? [edge.dependsOn] : [])));
  if (key === 'ArrowRight') return highest(lines.flatMap(({ edge }) => (edge.dependsOn === id ? [edge.app] : [])));
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return null;
  const column = nodes.filter(({ x }) => x === here.x).sort((one, other) => one.y - other.y);
  const place = column.indexOf(here) + (key === 'ArrowDown' ? 1 : -1);
  return column[place]?.app.id ?? null;
}
