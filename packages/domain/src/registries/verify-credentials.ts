import type { Ctx } from '@oatfin/domain/context';
import { AppError, atField } from '@oatfin/platform/errors';
import type { RegistryCredentials } from '@oatfin/providers/targets';

/** The field that a person has to look at, by what the registry said. */
const faultyFields: Partial<Record<AppError['code'], string>> = {
  'registry.unauthorized': 'password',
  'registry.unreachable': 'host',
};

/** Asks the registry itself. Throws its refusal, naming the field at fault. */
export async function verifyCredentials(ctx: Ctx, credentials: RegistryCredentials): Promise<void> {
  try {
    await ctx.providers.registry.verifyCredentials(credentials);
  } catch (error) {
    const path = error instanceof AppError ? faultyFields[error.code] : undefined;
    throw error instanceof AppError && path !== undefined ? atField(error, path) : error;
  }
}
