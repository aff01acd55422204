import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { createCaddyEdge, type Edge } from '@oatfin/providers/edge';
import type { AppRef, Release, ReleaseContainer, Target, TargetCall } from '@oatfin/providers/targets';
import {
  connectEngine,
  createDockerTarget,
  type DockerEngine,
  type DockerLimits,
  labels,
} from '@oatfin/providers/targets/docker';
import { startCaddy } from '../caddy';
import { type AppImage, buildImage, pushImage } from '../images';
import { startRegistry } from '../registry';

/** Short, so that failures are quick; what they bound is the same. */
export const testLimits: Partial<DockerLimits> = {
  acceptSeconds: 5,
  settleSeconds: 1,
  drainSeconds: 5,
  stopSeconds: 2,
};

export interface Fixture {
  docker: DockerEngine;
  edge: Edge;
  adminUrl: string;
  /** `127.0.0.1:PORT` of the registry. */
  registry: string;
  /** This test's copy of Oatfin. */
  instance: string;
  target: Target;
  /** Another process' view of the same copy: nothing is shared but the engine and the edge. */
  secondTarget(): Target;
  /** Builds and pushes an image; gives what a release needs to run it. */
  image(name: string, content: AppImage): Promise<Pick<ReleaseContainer, 'image' | 'digest'>>;
  /** Ends the edge and starts it on the same ports, empty. */
  restartCaddy(): Promise<void>;
  stop(): Promise<void>;
}

/** A target on the engine of DOCKER_HOST with a Caddy and a registry of its own. Leaves nothing behind. */
export async function startFixture(): Promise<Fixture> {
  const docker = connectEngine(process.env.DOCKER_HOST);
  const [first, registry] = await Promise.all([startCaddy(), startRegistry()]);
  let caddy = first;
  const instance = `test-${randomBytes(4).toString('hex')}`;
  const tags: string[] = [];
  const connect = () => {
    const edge = createCaddyEdge({ adminUrl: caddy.adminUrl, port: caddy.edgePort });
    return {
      edge,
      target: createDockerTarget({
        docker: connectEngine(process.env.DOCKER_HOST),
        edge,
        instance,
        limits: testLimits,
      }),
    };
  };
  return {
    ...{ docker, ...connect(), adminUrl: caddy.adminUrl, registry: registry.host, instance },
    secondTarget: () => connect().target,
    async image(name, content) {
      const tag = `${registry.host}/${instance}/${name}:${tags.length}`;
      tags.push(tag);
      await buildImage(docker, { tag, ...content });
      const digest = await pushImage(docker, tag);
      return { image: `${registry.host}/${instance}/${name}@${digest}`, digest };
    },
    async restartCaddy() {
      await caddy.stop();
      const { adminUrl, edgePort } = caddy;
      caddy = await startCaddy({ adminPort: Number(new URL(adminUrl).port), edgePort });
    },
    async stop() {
      await removeInstance(docker, instance);
      await Promise.allSettled(tags.map((tag) => docker.getImage(tag).remove({ force: true })));
      await Promise.all([caddy.stop(), registry.stop()]);
    },
  };
}

/** Removes whatever a copy of Oatfin has on an engine. */
export async function removeInstance(docker: DockerEngine, instance: string): Promise<void> {
  const filters = { label: [`${labels.instance}=${instance}`] };
  const containers = await docker.listContainers({ all: true, filters });
  await Promise.allSettled(containers.map(({ Id }) => docker.getContainer(Id).remove({ force: true, v: true })));
  const networks = await docker.listNetworks({ filters });
  await Promise.allSettled(networks.map(({ Id }) => docker.getNetwork(Id).remove()));
}

/** A new app of a team. */
export function anApp(team = 'acme'): AppRef & { host: string } {
  const app = randomBytes(12).toString('hex');
  return { team, app, host: `${app.slice(0, 8)}-${team}` };
}

/** One public container with small limits, unless told otherwise. */
export function aContainer(
  given: Partial<ReleaseContainer> & Pick<ReleaseContainer, 'image' | 'digest'>,
): ReleaseContainer {
  const size = { replicas: 1, cpu: 0.5, memoryMb: 64 };
  const network = { ports: [8080], publicPort: 8080 };
  return { name: 'web', credentials: null, command: null, ...size, ...network, env: {}, healthCheck: null, ...given };
}

let revisions = 0;

export function aRelease(app: AppRef & { host: string }, ...containers: ReleaseContainer[]): Release {
  const revision = ++revisions;
  const host = containers.some(({ publicPort }) => publicPort !== null) ? app.host : null;
  const release = randomBytes(12).toString('hex');
  return { ...app, appName: 'Shop', revision, release, host, containers };
}

/** A call that remembers its log. */
export function aCall(signal = new AbortController().signal): TargetCall & { lines: string[] } {
  const lines: string[] = [];
  return { lines, signal, log: (text) => lines.push(text) };
}

/** Everything a deployment does, in its order. */
export async function deploy(target: Target, release: Release, call = aCall()): Promise<void> {
  await target.pullImages(release, call);
  await target.startContainers(release, call);
  await target.checkHealth(release, call);
  await target.shiftTraffic(release, call);
  await target.removeOld(release, call);
}

/** Asks the edge for an app's page: status and text. (`fetch` would not say which host it means.) */
export function ask(edge: Edge, host: string, path = '/'): Promise<string> {
  const headers = { host: new URL(edge.address(host)).host };
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port: edge.port, path, headers, agent: false }, (response) => {
      text(response).then((body) => resolve(`${response.statusCode} ${body.trim()}`), reject);
    });
    call.on('error', reject);
    call.end();
  });
}

export { startTraffic, type Traffic } from './traffic';
