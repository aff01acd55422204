import { AppError } from '@oatfin/platform/errors';
import type { AppRef, TargetCall } from '../..';
import { listContainers, type OwnContainer } from '../containers/list';
import { engineCallUnless } from '../engine/errors';
import { awaitAccepting } from '../health/accepting';
import type { Scope } from '../scope';
import { drainAndRemove } from './drain';
import { demote, promote } from './serving';
import { route } from './shift-traffic';

/**
 * Traffic back to the release `previous`, then everything else of the app removed. A previous release that was stopped
 * is started again and gets traffic when it accepts connections.
 * Throws `target.failed`, and removes nothing, when the previous release has no containers left.
 */
export async function restore(
  scope: Scope,
  ref: AppRef & { host: string | null },
  previous: string | null,
  call: TargetCall,
): Promise<void> {
  call.signal.throwIfAborted();
  const containers = await listContainers(scope, ref);
  const back = containers.filter(({ release }) => release === previous);
  const others = containers.filter(({ release }) => release !== previous);
  if (previous !== null && back.length === 0)
    throw new AppError('target.failed', `Nothing is left of the release ${previous}: deploy its revision again.`);
  await demote(scope, others);
  await promote(scope, back);
  await startAgain(scope, back, call);
  await route(scope, ref, ref.host, back);
  await drainAndRemove(scope, others, call);
}

async function startAgain(scope: Scope, containers: OwnContainer[], call: TargetCall): Promise<void> {
  for (const { id, name, state } of containers) {
    if (state === 'running') continue;
    await engineCallUnless([304], `start ${name}`, () => scope.docker.getContainer(id).start());
    call.log(`Started ${name} again`);
  }
  await Promise.all(
    containers
      .filter(({ publicPort, state }) => publicPort !== null && state !== 'running')
      .map((container) => awaitAccepting(scope, container, call)),
  );
}
