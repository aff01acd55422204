import { get } from 'node:http';
import { eventually } from '@oatfin/testkit/eventually';
import type Docker from 'dockerode';

/** Where the bare deploys run: their own network, and what serves now. */
export interface BareSite {
  docker: Docker;
  network: string;
  serving: string | null;
}

/** The network the bare containers join. */
export async function openBareSite(docker: Docker): Promise<BareSite> {
  const { id } = await docker.createNetwork({ Name: `bench-bare-${process.pid}` });
  return { docker, network: id, serving: null };
}

/**
 * What a deploy comes down to in Engine calls: pull by digest, create and start beside the old container, wait until it
 * answers, remove the old one.
 */
export async function deployBare(site: BareSite, image: string, login: Docker.AuthConfig): Promise<void> {
  const { docker } = site;
  await pull(docker, image, login);
  const container = await docker.createContainer({
    Image: image,
    HostConfig: { NetworkMode: site.network, Memory: 32 * 2 ** 20, NanoCpus: 250_000_000 },
  });
  await container.start();
  const { NetworkSettings } = await container.inspect();
  const [network] = Object.values(NetworkSettings.Networks);
  await eventually(() => answers(network?.IPAddress ?? ''), { timeoutMs: 30_000, intervalMs: 20 });
  if (site.serving) await remove(docker, site.serving);
  site.serving = container.id;
}

/** Removes what is left. */
export async function closeBareSite(site: BareSite): Promise<void> {
  if (site.serving) await remove(site.docker, site.serving);
  await site.docker.getNetwork(site.network).remove();
}

async function pull(docker: Docker, image: string, authconfig: Docker.AuthConfig): Promise<void> {
  const progress = await docker.pull(image, { authconfig });
  await new Promise<void>((resolve, reject) => {
    docker.modem.followProgress(progress, (error) => (error ? reject(error) : resolve()));
  });
}

async function remove(docker: Docker, id: string): Promise<void> {
  const container = docker.getContainer(id);
  await container.stop({ t: 10 });
  await container.remove();
}

function answers(address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    get({ host: address, port: 8080, path: '/', timeout: 1_000 }, (response) => {
      response.resume();
      if (response.statusCode === 200) resolve();
      else reject(new Error(`answered ${response.statusCode}`));
    }).on('error', reject);
  });
}
