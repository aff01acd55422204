import { CloneAppBody, ContainerInput, CreateAppBody, UpdateAppBody } from '@oatfin/contracts';
import { AppError } from '@oatfin/platform/errors';
import type { z } from 'zod';

/** A container as a request gives it, with the defaults that parsing adds. */
export function container(given: Partial<z.input<typeof ContainerInput>> = {}): ContainerInput {
  return ContainerInput.parse({ name: 'web', image: 'registry.example.com/shop/api:1.4', ...given });
}

/** The body of a create. */
export function body(given: Partial<z.input<typeof CreateAppBody>> = {}): CreateAppBody {
  return CreateAppBody.parse({ name: 'api', containers: [container()], ...given });
}

/** The body of an update. */
export function changes(given: z.input<typeof UpdateAppBody>): UpdateAppBody {
  return UpdateAppBody.parse(given);
}

/** The body of a clone. */
export function overrides(given: z.input<typeof CloneAppBody> = {}): CloneAppBody {
  return CloneAppBody.parse(given);
}

/** How a call was refused: its code, and the fields at fault in order. Throws when it was not refused. */
export async function refusalOf(call: Promise<unknown>): Promise<{ code: string; message: string; paths: string[] }> {
  const error: unknown = await call.then(
    () => new Error('It was not refused.'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw error;
  return { code: error.code, message: error.publicMessage, paths: error.errors.map(({ path }) => path) };
}
