import type { OwnContainer } from './list';

/** A container as people are told of it, counted from 1: `web`, or `web (replica 1 of 2)` when there are several. */
export function replicaName(container: string, replica: number, replicas: number): string {
  return replicas > 1 ? `${container} (replica ${replica + 1} of ${replicas})` : container;
}

/** The same for one that was made: its release had addresses for all replicas. */
export function nameOf({ container, replica, addresses }: OwnContainer): string {
  const replicas = Object.keys(addresses).filter((key) => key.split('.')[0] === container).length;
  return replicaName(container, replica, replicas);
}
