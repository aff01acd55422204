import { findAppUsingRegistry } from '@oatfin/domain/apps';
import type { Ctx } from '@oatfin/domain/context';
import { forgetRegistry, getRegistry } from '@oatfin/domain/registries';
import { AppError } from '@oatfin/platform/errors';

/**
 * Removes registry credentials that no app pulls with. Stands apart from `registries` because apps know registries, and
 * two nouns that know each other would be one. An app that begins to use them in this very moment fails its next
 * deployment in the first step, saying so. Throws `registry.not_found`, and `registry.in_use` naming an app.
 */
export async function removeRegistry(ctx: Ctx, id: string): Promise<void> {
  const registry = await getRegistry(ctx, id);
  const app = await findAppUsingRegistry(ctx, registry.id);
  if (app) throw new AppError('registry.in_use', `The app ${app.name} pulls with these credentials.`);
  await forgetRegistry(ctx, registry.id);
}
