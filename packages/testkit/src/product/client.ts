import { randomBytes } from 'node:crypto';
import type {
  App,
  AppLogLine,
  ContainerState,
  Deployment,
  DeploymentEvent,
  ManifestEntry,
  PlannedRun,
  Problem,
  Schedule,
} from '@oatfin/contracts';
import { eventually } from '../eventually';

/** One answer of the API. */
export interface Answer<Body = Record<string, never>> {
  status: number;
  headers: Headers;
  body: Body & Partial<Problem>;
}

interface Bodies {
  app: App;
  apps: App[];
  manifest: ManifestEntry[];
  deployment: Deployment;
  deployments: Deployment[];
  schedule: Schedule;
  schedules: Schedule[];
  runs: PlannedRun[];
  containers: ContainerState[];
  lines: AppLogLine[];
  registry: { id: string };
  image: { digest: string };
}

/** A client of the REST API, logged in as the owner of a team of its own. */
export interface Client {
  token: string;
  team: { id: string; slug: string };
  email: string;
  password: string;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer<Bodies>>;
  /** Deploys and waits for the end. */
  deploy(app: string, body?: unknown): Promise<Deployment>;
  /** Waits until a deployment has ended. */
  ended(deployment: string, timeoutMs?: number): Promise<Deployment>;
  /** All events of a deployment, from after `lastEventId` to its end. */
  events(deployment: string, lastEventId?: string): Promise<DeploymentEvent[]>;
}

/** Signs up and gives the client. */
export async function createClient(url: string, teamName: string): Promise<Client> {
  const email = `${randomBytes(6).toString('hex')}@example.com`;
  const password = randomBytes(12).toString('hex');
  const body = { email, password, name: 'Ada', timezone: 'Europe/Paris', team: teamName };
  const answer = await fetch(`${url}/v1/auth/register`, jsonRequest('POST', body, {}));
  if (answer.status !== 201) throw new Error(`sign-up answered ${answer.status}: ${await answer.text()}`);
  const { accessToken, team }: { accessToken: string; team: Client['team'] } = JSON.parse(await answer.text());
  const call: Client['call'] = async (method, path, sent, headers = {}) => {
    const response = await fetch(
      `${url}/v1${path}`,
      jsonRequest(method, sent, { authorization: `Bearer ${accessToken}`, ...headers }),
    );
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) };
  };
  const ended: Client['ended'] = (id, timeoutMs = 60_000) =>
    eventually(() => readEnded(call, id), { timeoutMs, intervalMs: 100 });
  return {
    ...{ email, password, team, call, ended, token: accessToken },
    deploy: async (app, sent = {}) => {
      const { status, body: queued } = await call('POST', `/apps/${app}/deployments`, sent);
      if (status !== 202) throw new Error(`deploying answered ${status}: ${JSON.stringify(queued)}`);
      return ended(queued.deployment.id);
    },
    events: (id, lastEventId) => readEvents(`${url}/v1/deployments/${id}/events`, accessToken, lastEventId),
  };
}

function jsonRequest(method: string, body: unknown, headers: Record<string, string>): RequestInit {
  const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
  return { method, headers: { ...type, ...headers }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
}

async function readEnded(call: Client['call'], id: string): Promise<Deployment> {
  const { body } = await call('GET', `/deployments/${id}`);
  if (body.deployment.endedAt === null) throw new Error(`deployment ${id} is still ${body.deployment.status}`);
  return body.deployment;
}

async function readEvents(url: string, token: string, lastEventId?: string): Promise<DeploymentEvent[]> {
  const resume: Record<string, string> = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}`, ...resume } });
  const text = await response.text();
  return text
    .split('\n\n')
    .filter((block) => block.includes('data:'))
    .map((block) => {
      const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1] ?? '';
      return { kind: field('event'), seq: Number(field('id')), data: JSON.parse(field('data')) } as DeploymentEvent;
    });
}
