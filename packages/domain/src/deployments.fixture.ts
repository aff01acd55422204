import type { Deployment, DeploymentEvent } from '@oatfin/contracts';
import { UnhealthyError } from '@oatfin/providers/targets';
import { createApp, getApp } from './apps';
import type { Ctx } from './context';
import { createDeployment, followDeployment, getDeployment, runDeployment } from './deployments';
import type { RunOptions } from './deployments/run/run';

/** The secret of every app that `addApp` makes. */
export const secret = 'hunter2-token';

let apps = 0;

/** An app with one public container, which knows a secret; it is pulled with the credentials of `registry`. */
export async function addApp(ctx: Ctx, registry?: string): Promise<string> {
  const size = { replicas: 1, cpu: 0.25, memoryMb: 128, ports: [8080], publicPort: 8080 };
  const container = { name: 'web', image: 'shop/api:1', ...size, env: {}, secrets: { TOKEN: secret } };
  const pulled = registry === undefined ? container : { ...container, registry };
  const app = await createApp(ctx, {
    name: `app-${++apps}`,
    environment: 'production',
    target: { kind: 'docker', cloudAccount: null },
    containers: [pulled],
    dependsOn: [],
  });
  return app.id;
}

/** Asks for a deployment; no worker runs it, the test does. */
export async function ask(ctx: Ctx, app: string): Promise<string> {
  return (await createDeployment(ctx, app, {})).id;
}

/** What one attempt of a worker makes of a deployment: the last one unless told otherwise. */
export async function run(ctx: Ctx, id: string, options: Partial<RunOptions> = {}): Promise<Deployment> {
  await runDeployment(ctx, id, { shutdown: new AbortController().signal, lastAttempt: true, ...options });
  return getDeployment(ctx, id);
}

/** Asks for a deployment and runs it. */
export async function deploy(ctx: Ctx, app: string): Promise<Deployment> {
  return run(ctx, await ask(ctx, app));
}

/** Everything a deployment that has ended has said. */
export async function told(ctx: Ctx, id: string): Promise<DeploymentEvent[]> {
  const events: DeploymentEvent[] = [];
  for await (const event of await followDeployment(ctx, id, 0, AbortSignal.timeout(10_000))) events.push(event);
  return events;
}

/** The statuses that a deployment that has ended has told, in order. */
export async function toldStatuses(ctx: Ctx, id: string): Promise<string[]> {
  return (await told(ctx, id)).flatMap((event) => (event.kind === 'status' ? [event.data.status] : []));
}

/** The deployment that holds the app. */
export async function holderOf(ctx: Ctx, app: string): Promise<string | null> {
  const { activeDeployment } = await getApp(ctx, app);
  return activeDeployment === null ? null : String(activeDeployment);
}

/** What a target says of a container that knows the secret and tells it wherever it can. */
export function unhealthy(known = secret): UnhealthyError {
  const details = { container: 'web', exitCode: 3, healthCheck: `GET /?token=${known}`, logTail: [`with ${known}`] };
  return new UnhealthyError(`The container web ended with ${known}.`, details);
}
