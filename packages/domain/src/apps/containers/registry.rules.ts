import type { Ctx } from '../../context';
import type { Fault } from '../faults';
import type { StoredContainer } from './stored-container';

/** Registry credentials that the team does not have. */
export async function registryFaults(_ctx: Ctx, _containers: StoredContainer[]): Promise<Fault[]> {
  return [];
}
