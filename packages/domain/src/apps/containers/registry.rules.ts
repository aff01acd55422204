import type { Ctx } from '../../context';
import { listRegistryIds } from '../../registries';
import type { Fault } from '../faults';
import type { StoredContainer } from './stored-container';

/** Containers that name registry credentials which the team does not have; a foreign id is as unknown as any other. */
export async function registryFaults(ctx: Ctx, containers: StoredContainer[]): Promise<Fault[]> {
  const named = containers.flatMap(({ registry }) => (registry === null ? [] : [registry]));
  if (named.length === 0) return [];
  const known = new Set(await listRegistryIds(ctx, named));
  return containers.flatMap(({ registry }, index) =>
    registry === null || known.has(registry)
      ? []
      : [{ path: `containers.${index}.registry`, message: 'There are no such registry credentials.' }],
  );
}
