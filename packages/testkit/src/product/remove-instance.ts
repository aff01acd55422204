import type Docker from 'dockerode';

/** Removes the containers and networks that one copy of Oatfin made: the engine may be shared with other test runs. */
export async function removeInstance(docker: Docker, instance: string): Promise<void> {
  const filters = { label: [`oatfin.instance=${instance}`] };
  const containers = await docker.listContainers({ all: true, filters });
  await Promise.allSettled(containers.map(({ Id }) => docker.getContainer(Id).remove({ force: true, v: true })));
  const networks = await docker.listNetworks({ filters });
  await Promise.allSettled(networks.map(({ Id }) => docker.getNetwork(Id).remove()));
}
