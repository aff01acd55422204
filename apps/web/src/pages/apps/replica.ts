import type { App } from '@oatfin/contracts';

/** `replica 1 of 2`, as people count; null for the only one. What still runs may be more than the app has by now. */
export function replicaOf(app: Pick<App, 'containers'>, given: { container: string; replica: number }): string | null {
  const wanted = app.containers.find(({ name }) => name === given.container)?.replicas ?? 1;
  const count = Math.max(wanted, given.replica + 1);
  return count === 1 ? null : `replica ${given.replica + 1} of ${count}`;
}
