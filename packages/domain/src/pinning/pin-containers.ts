import type { StoredContainer } from '../apps';
import type { Ctx } from '../context';
import { getRegistryCredentials } from '../registries';
import type { PinnedContainer } from '../revisions';

/** For which platform images are wanted, and who is told what each stands for. */
export interface Pinning {
  platform: string;
  signal?: AbortSignal;
  log?: (text: string) => void;
}

/** The containers with every image resolved to its digest. Throws `registry.not_found` and what the registry answers. */
export async function pinContainers(
  ctx: Ctx,
  containers: StoredContainer[],
  { platform, signal, log }: Pinning,
): Promise<PinnedContainer[]> {
  const pinned: PinnedContainer[] = [];
  for (const container of containers) {
    const credentials = container.registry === null ? null : await getRegistryCredentials(ctx, container.registry);
    const image = await ctx.providers.registry.resolveImage(container.image, {
      ...{ credentials, platform },
      ...(signal && { signal }),
    });
    log?.(`${container.name}: ${container.image} is ${image.digest}`);
    const reference = `${image.host}/${image.repository}@${image.digest}`;
    pinned.push({ ...container, digest: image.digest, pinned: reference });
  }
  return pinned;
}
