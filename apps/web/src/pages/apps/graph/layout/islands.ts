import type { Graph, GraphApp, GraphEdge } from '@/api/graph';

/** Apps that hang together, with the edges among them. */
export interface Island {
  ids: string[];
  edges: GraphEdge[];
}

/** Splits the graph into what hangs together, the largest first, and the apps that no edge touches. */
export function islandsOf({ apps, edges }: Graph): { islands: Island[]; alone: GraphApp[] } {
  const neighbours = new Map<string, string[]>();
  for (const { app, dependsOn } of edges) {
    neighbours.set(app, [...(neighbours.get(app) ?? []), dependsOn]);
    neighbours.set(dependsOn, [...(neighbours.get(dependsOn) ?? []), app]);
  }
  const islandOf = new Map<string, number>();
  let count = 0;
  for (const { id } of apps) {
    if (!neighbours.has(id) || islandOf.has(id)) continue;
    flood(id, count, neighbours, islandOf);
    count += 1;
  }
  const islands = Array.from({ length: count }, (): Island => ({ ids: [], edges: [] }));
  for (const { id } of apps) islands[islandOf.get(id) ?? -1]?.ids.push(id);
  for (const edge of edges) islands[islandOf.get(edge.app) ?? -1]?.edges.push(edge);
  return {
    islands: islands.sort((one, other) => other.ids.length - one.ids.length),
    alone: apps.filter(({ id }) => !neighbours.has(id)),
  };
}

function flood(start: string, island: number, neighbours: Map<string, string[]>, islandOf: Map<string, number>): void {
  const open = [start];
  islandOf.set(start, island);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const next of neighbours.get(id) ?? []) {
      if (islandOf.has(next)) continue;
      islandOf.set(next, island);
      open.push(next);
    }
  }
}
