import { AppError } from '@oatfin/platform/errors';
import type { Release } from '../..';
import { addressKey, type OwnContainer } from '../containers/list';
import { replicasOf } from '../containers/spec';

/** A network's /24: `10.208.7`, without its last number. */
export type SubnetPrefix = string;

/** .1 is the gateway; from .192 on the engine hands out addresses itself (to the edge). */
const firstAddress = 2;
const lastAddress = 191;

/**
 * Fixed addresses for all containers of a release: a container that the engine restarts keeps its address, so that the
 * edge's routes stay true with no Oatfin running. A release that has containers already keeps the plan they carry, so
 * that a second worker fills in exactly what is missing.
 * Throws `target.failed` when the network is full (190 containers, of all releases that run at once).
 */
export function planAddresses(
  release: Release,
  existing: OwnContainer[],
  subnet: SubnetPrefix,
): Record<string, string> {
  const known = existing.find((container) => container.release === release.release);
  if (known !== undefined) return known.addresses;
  const used = new Set(existing.flatMap(({ addresses }) => Object.values(addresses)));
  const free = Array.from({ length: lastAddress - firstAddress + 1 }, (_, n) => `${subnet}.${firstAddress + n}`).filter(
    (address) => !used.has(address),
  );
  const wanted = replicasOf(release);
  if (wanted.length > free.length)
    throw new AppError('target.failed', `The app's network has room for ${free.length} more containers only.`);
  return Object.fromEntries(
    wanted.map(({ container, replica }, n) => [addressKey(container.name, replica), free[n] ?? '']),
  );
}
