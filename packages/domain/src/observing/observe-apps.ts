import type { ObservedContainer } from '@oatfin/providers/targets';
import { listServingApps, setHealth } from '../apps';
import { actForTeam, type SystemCtx } from '../context';

/** The kind of target every app of this release runs on. */
const kind = 'docker';

/** Makes the edge route to what the engine runs: after a restart of either, an app is away for seconds at most. */
export async function routeTraffic(ctx: SystemCtx): Promise<void> {
  const target = ctx.providers.target(kind);
  const { engine, edge } = await target.status();
  if (engine.state === 'ready' && edge.state === 'ready') await target.reconcileTraffic();
}

/** Looks at what serves: an app with a container that is down or unhealthy is marked degraded, else healthy. */
export async function observeApps(ctx: SystemCtx): Promise<void> {
  const target = ctx.providers.target(kind);
  if ((await target.status()).engine.state === 'missing') return;
  for (const { team, id } of await listServingApps(ctx)) {
    const containers = await target.observe({ team, app: id });
    await setHealth(actForTeam(ctx, team), id, isHealthy(containers) ? 'healthy' : 'degraded');
  }
}

function isHealthy(containers: ObservedContainer[]): boolean {
  return containers.length > 0 && containers.every((one) => one.state === 'running' && one.health !== 'unhealthy');
}
