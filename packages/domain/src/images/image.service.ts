import type { ResolvedImage, ResolveImageBody } from '@oatfin/contracts';
import type { Ctx } from '@oatfin/domain/context';
import { getRegistryCredentials } from '@oatfin/domain/registries';
import { AppError, atField } from '@oatfin/platform/errors';

/**
 * What an image reference stands for right now, for the engine apps run on. Throws `registry.not_found`, and as
 * `resolveImage` of the registry client. An engine that is away cannot say its platform: then any platform will do.
 */
export async function resolveImage(ctx: Ctx, input: ResolveImageBody): Promise<ResolvedImage> {
  const credentials = input.registry ? await getRegistryCredentials(ctx, input.registry) : null;
  const platform = await findPlatform(ctx);
  try {
    const found = await ctx.providers.registry.resolveImage(input.image, { credentials, platform });
    const { reference, host, repository, tag, digest, platforms } = found;
    return { reference, host, repository, tag, digest, platforms };
  } catch (error) {
    throw error instanceof AppError && error.status === 422 ? atField(error, 'image') : error;
  }
}

async function findPlatform(ctx: Ctx): Promise<string | null> {
  const target = ctx.providers.target('docker');
  return (await target.status()).engine.state === 'ready' ? target.platform() : null;
}
