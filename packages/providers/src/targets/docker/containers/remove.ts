import { engineCallUnless } from '../engine/errors';
import type { Scope } from '../scope';
import type { OwnContainer } from './list';

/** SIGTERM, SIGKILL after `stopSeconds`, gone with its anonymous volumes. What is gone already is fine. */
export async function removeContainers(scope: Scope, containers: OwnContainer[]): Promise<void> {
  await Promise.all(containers.map((container) => remove(scope, container)));
}

async function remove({ docker, limits }: Scope, { id, name }: OwnContainer): Promise<void> {
  const container = docker.getContainer(id);
  await engineCallUnless([304, 404], `stop ${name}`, () => container.stop({ t: limits.stopSeconds }));
  const removed = await engineCallUnless([404, 409], `remove ${name}`, () =>
    container.remove({ v: true, force: true }).then(() => true),
  );
  // 409: another worker is removing it; wait until it is gone.
  if (removed === null) await engineCallUnless([404], `remove ${name}`, () => container.wait({ condition: 'removed' }));
}
