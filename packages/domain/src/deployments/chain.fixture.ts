import type { Deployment } from '@oatfin/contracts';
import { createApp } from '../apps';
import type { Ctx } from '../context';
import { deployWithDependencies, getDeployment, runDeployment } from './index';

/** Gives an id by name; a name that nobody gave is a fault of the test. */
export type ByName = (name: string) => string;

/** Apps by name with those they depend on, dependencies first: `{ db: [], api: ['db'] }`. */
export async function addApps(ctx: Ctx, graph: Record<string, string[]>): Promise<ByName> {
  const ids = new Map<string, string>();
  for (const [name, needs] of Object.entries(graph)) {
    const dependsOn = needs.map((need) => ({ app: idOf(ids, need), leadMinutes: 15, onFailure: 'block' as const }));
    const size = { replicas: 1, cpu: 0.25, memoryMb: 128, ports: [8080], publicPort: 8080 };
    const { id } = await createApp(ctx, {
      ...{ name, environment: 'production', target: { kind: 'docker', cloudAccount: null }, dependsOn },
      containers: [{ name: 'web', image: 'shop/api:1', ...size, env: {}, secrets: {} }],
    });
    ids.set(name, id);
  }
  return (name) => idOf(ids, name);
}

/** Deploys an app with its dependencies; no worker runs them. Gives the deployments by the names of their apps. */
export async function askChain(ctx: Ctx, app: string, options: { skipIfCurrent?: boolean } = {}): Promise<ByName> {
  const { deployment, dependencies } = await deployWithDependencies(ctx, app, options);
  const ids = new Map([...dependencies, deployment].map(({ appName, id }) => [appName, id]));
  return (name) => idOf(ids, name);
}

/** What the last attempt of a worker makes of a deployment. */
export async function run(ctx: Ctx, id: string): Promise<Deployment> {
  await runDeployment(ctx, id, { shutdown: new AbortController().signal, lastAttempt: true });
  return getDeployment(ctx, id);
}

/** `{ db: 'queued', api: 'blocked' }` */
export async function statusesOf(ctx: Ctx, ids: ByName, names: string[]): Promise<Record<string, string>> {
  const rows = await Promise.all(names.map((name) => getDeployment(ctx, ids(name))));
  return Object.fromEntries(rows.map(({ appName, status }) => [appName, status]));
}

function idOf(ids: Map<string, string>, name: string): string {
  const id = ids.get(name);
  if (id === undefined) throw new Error(`nobody made ${name}`);
  return id;
}
