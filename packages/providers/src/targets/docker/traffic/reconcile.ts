import type { EdgeRoute } from '../../../edge';
import { networkName } from '../containers/labels';
import { listPublicContainers, type OwnContainer } from '../containers/list';
import { connectEdge } from '../network/network';
import type { Scope } from '../scope';
import { servingOf } from './serving';
import { upstreamsOf } from './shift-traffic';

/** Makes the routes of this copy of Oatfin those of the releases that serve on the engine; the edge joins their networks. */
export async function reconcileTraffic(scope: Scope): Promise<void> {
  await scope.edge.reconcile(scope.instance, () => servedRoutes(scope));
}

async function servedRoutes(scope: Scope): Promise<EdgeRoute[]> {
  const containers = await listPublicContainers(scope);
  const apps = [...new Set(containers.map(({ app }) => app))];
  const routes = await Promise.all(
    apps.map((app) =>
      servedRoute(
        scope,
        containers.filter((container) => container.app === app),
      ),
    ),
  );
  return routes.flat();
}

async function servedRoute(scope: Scope, containers: OwnContainer[]): Promise<EdgeRoute[]> {
  const serving = await servingOf(scope, containers);
  const [first] = serving;
  if (!first?.host) return [];
  await connectEdge(scope, networkName(scope, first));
  return [{ owner: scope.instance, app: first.app, host: first.host, upstreams: upstreamsOf(serving) }];
}
