import type { CreateDeploymentBody, Deployment } from '@oatfin/contracts';
import { type AppRow, readDependencies, requireDeployable } from '../../apps';
import type { Ctx } from '../../context';
import type { WaitingForRow } from '../deployment.model';
import { toDeployment } from '../deployment.reply';
import { askedFor, readWish } from './create-deployment';
import { createDeployments } from './create-deployments';
import type { NewDeployment } from './new-deployment';

/**
 * Deploys an app and before it all it depends on, each once and as soon as its own dependencies have succeeded. When one
 * may not be deployed nothing is made, and the error names it. Throws what createDeployment throws. Gives the dependencies
 * in an order in which they may start.
 */
export async function deployWithDependencies(
  ctx: Ctx,
  appId: string,
  input: Pick<CreateDeploymentBody, 'revision' | 'skipIfCurrent'>,
): Promise<{ deployment: Deployment; dependencies: Deployment[] }> {
  const { app, revision, trigger } = await readWish(ctx, appId, input.revision);
  const apps = inOrder(await readDependencies(ctx, app));
  for (const dependency of apps) requireDeployable(ctx, dependency);
  const skipIfCurrent = input.skipIfCurrent ?? false;
  const wanted = [
    ...apps.map((dependency) => ({ ...askedFor(ctx, dependency, 'dependency'), skipIfCurrent })),
    { ...askedFor(ctx, app, trigger), revision },
  ];
  const rows = await createDeployments(ctx, linked(wanted));
  const [deployment, ...dependencies] = rows.map(toDeployment).reverse();
  if (!deployment) throw new Error('a deployment was asked for, none was made');
  return { deployment, dependencies: dependencies.reverse() };
}

/** Dependencies before what depends on them: ids grow in this order, and with them the turn of those made at one instant. */
function inOrder(apps: AppRow[]): AppRow[] {
  const byId = new Map(apps.map((app) => [String(app._id), app]));
  const ordered = new Set<AppRow>();
  const visit = (app: AppRow | undefined): void => {
    if (!app || ordered.has(app)) return;
    for (const edge of app.dependsOn) visit(byId.get(String(edge.app)));
    ordered.add(app);
  };
  apps.forEach(visit);
  return [...ordered];
}

/** Each waits for the deployments of its app's direct dependencies. */
function linked(wanted: NewDeployment[]): NewDeployment[] {
  const byApp = new Map<string, WaitingForRow>(
    wanted.map(({ id, app }) => [String(app._id), { deployment: id, app: app._id, appName: app.name }]),
  );
  return wanted.map((one) => ({
    ...one,
    waitsFor: one.app.dependsOn.flatMap((edge) => byApp.get(String(edge.app)) ?? []),
  }));
}
