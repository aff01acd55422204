import { AppError } from '@oatfin/platform/errors';
import type { Release, ReleaseContainer, TargetCall } from '../..';
import { engineCall, engineCallUnless } from '../engine/errors';
import type { Scope } from '../scope';

/** Pulls every image of the release that the engine does not have. An abort ends a pull that is under way. */
export async function pullImages(scope: Scope, release: Release, call: TargetCall): Promise<void> {
  const byImage = new Map(release.containers.map((container) => [container.image, container]));
  for (const container of byImage.values()) {
    call.signal.throwIfAborted();
    await pullImage(scope, container, call);
  }
}

async function pullImage({ docker }: Scope, container: ReleaseContainer, call: TargetCall): Promise<void> {
  const { image } = container;
  const found = await engineCallUnless([404], `inspect ${image}`, () => docker.getImage(image).inspect());
  if (found) return call.log(`${image} is already there`);
  const began = Date.now();
  call.log(`Pulling ${image}`);
  try {
    await engineCall(`pull ${image}`, () => pull(docker, container, call.signal), { 404: 'image.no_such_image' });
  } catch (error) {
    call.signal.throwIfAborted();
    throw error;
  }
  call.log(`Pulled ${image} in ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

/** https://docs.docker.com/reference/api/engine/version/v1.41/#operation/ImageCreate; the engine stops when the caller goes. */
async function pull(docker: Scope['docker'], container: ReleaseContainer, signal: AbortSignal): Promise<void> {
  const options = { fromImage: container.image, abortSignal: signal };
  const { credentials } = container;
  const progress = credentials
    ? await docker.createImage(authOf(credentials), options)
    : await docker.createImage(options);
  await new Promise<void>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    docker.modem.followProgress(progress, (error: Error | null, events: PullEvent[]) => {
      const failed = events.find((event) => event.error !== undefined);
      if (error) reject(error);
      else if (failed) reject(new AppError('target.failed', `The Docker Engine could not pull: ${failed.error}`));
      else resolve();
    });
  });
}

interface PullEvent {
  error?: string;
}

function authOf({ host, username, password }: NonNullable<ReleaseContainer['credentials']>) {
  return { username, password, serveraddress: host };
}
