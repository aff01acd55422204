import type { OwnContainer } from '../containers/list';
import { engineCallUnless } from '../engine/errors';
import type { Scope } from '../scope';

/**
 * Which release serves an app is written where the engine keeps it: its containers are restarted by the engine, those
 * of candidates and of old releases are not. So it survives restarts of worker, edge and engine, and one call (the
 * restart policy is about the only thing of a container that can be changed) records it and makes it true.
 */
const serving = 'unless-stopped';

export async function promote(scope: Scope, containers: OwnContainer[]): Promise<void> {
  await setPolicy(scope, containers, serving);
}

export async function demote(scope: Scope, containers: OwnContainer[]): Promise<void> {
  await setPolicy(scope, containers, 'no');
}

async function setPolicy({ docker }: Scope, containers: OwnContainer[], policy: string): Promise<void> {
  await Promise.all(
    containers.map(({ id, name }) =>
      engineCallUnless([404], `set the restart policy of ${name}`, () =>
        docker.getContainer(id).update({ RestartPolicy: { Name: policy } }),
      ),
    ),
  );
}

/**
 * The containers of the release that serves, of the public containers of one app; empty when none does. Two releases
 * carry the mark for the moment between two calls of a switch: the newer was found healthy by then.
 */
export async function servingOf(scope: Scope, containers: OwnContainer[]): Promise<OwnContainer[]> {
  const marked = await Promise.all(
    containers.map(async (container) => ((await isMarked(scope, container)) ? [container] : [])),
  );
  const newestFirst = marked.flat().sort((a, b) => b.createdAt - a.createdAt);
  return newestFirst.filter(({ release }) => release === newestFirst[0]?.release);
}

async function isMarked({ docker }: Scope, { id, name }: OwnContainer): Promise<boolean> {
  const found = await engineCallUnless([404], `inspect ${name}`, () => docker.getContainer(id).inspect());
  return found?.HostConfig.RestartPolicy?.Name === serving;
}
