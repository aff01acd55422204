import { useSearchParams } from 'umi';
import type { Graph } from '@/api/graph';
import { relativesOf } from './relatives';

/** The app that the drawing is narrowed to, kept in the page's address so that it can be linked to. */
export function useOnly(graph: Graph): { only: string | null; choose: (id: string | null) => void } {
  const [params, setParams] = useSearchParams();
  const asked = params.get('app');
  const only = graph.edges.some(({ app, dependsOn }) => app === asked || dependsOn === asked) ? asked : null;
  return { only, choose: (id) => setParams(id ? { app: id } : {}, { replace: true }) };
}

/** The app with everything it needs and everything that needs it; null leaves the graph whole. */
export function narrow(graph: Graph, only: string | null): Graph {
  if (only === null) return graph;
  const { needs, neededBy } = relativesOf(graph.edges, only);
  const kept = new Set([only, ...needs, ...neededBy]);
  return {
    apps: graph.apps.filter(({ id }) => kept.has(id)),
    edges: graph.edges.filter(({ app, dependsOn }) => kept.has(app) && kept.has(dependsOn)),
  };
}
