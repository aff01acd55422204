import type { GraphEdge } from '@/api/graph';

/** The edges by one of their ends. (`Map.groupBy` is younger than some browsers that are still in use.) */
export function edgesBy(end: 'app' | 'dependsOn', edges: GraphEdge[]): Map<string, GraphEdge[]> {
  const groups = new Map<string, GraphEdge[]>();
  for (const edge of edges) {
    const group = groups.get(edge[end]);
    if (group) group.push(edge);
    else groups.set(edge[end], [edge]);
  }
  return groups;
}
