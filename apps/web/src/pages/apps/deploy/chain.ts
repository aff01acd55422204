import type { Graph, GraphApp } from '@/api/graph';

/** One app of a chain, and the names of those it waits for. */
export interface ChainLink {
  app: GraphApp;
  after: string[];
}

/** An app and all it needs, in an order in which they may start; the app itself is the last. */
export function chainOf({ apps, edges }: Graph, id: string): ChainLink[] {
  const byId = new Map(apps.map((app) => [app.id, app]));
  const links = new Map<string, ChainLink>();
  const visiting = new Set<string>();
  const visit = (one: string): void => {
    const app = byId.get(one);
    if (!app || visiting.has(one)) return;
    visiting.add(one);
    const needs = edges.filter((edge) => edge.app === one).map(({ dependsOn }) => dependsOn);
    needs.forEach(visit);
    links.set(one, { app, after: needs.flatMap((need) => byId.get(need)?.name ?? []) });
  };
  visit(id);
  return [...links.values()];
}

/** `after db and cache`; what waits for nothing starts at once. */
export function afterWords(names: string[]): string {
  return names.length === 0 ? 'at once' : `after ${new Intl.ListFormat('en-GB').format(names)}`;
}
