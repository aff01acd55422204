import { listServingApps, setHealth } from '../apps';
import { actForTeam, type SystemCtx } from '../context';

/** The kind of target every app of this release runs on. */
const kind = 'docker';

/**
 * Looks at what serves: an app with a container that is down or unhealthy is marked degraded, else healthy. Also makes
 * the edge route again to what runs, after a restart of either.
 */
export async function observeApps(ctx: SystemCtx): Promise<void> {
  const target = ctx.providers.target(kind);
  if ((await target.status()).engine.state === 'missing') return;
  await target.reconcileTraffic();
  for (const { team, id } of await listServingApps(ctx)) {
    const containers = await target.observe({ team, app: id });
    const isHealthy =
      containers.length > 0 && containers.every((one) => one.state === 'running' && one.health !== 'unhealthy');
    await setHealth(actForTeam(ctx, team), id, isHealthy ? 'healthy' : 'degraded');
  }
}
