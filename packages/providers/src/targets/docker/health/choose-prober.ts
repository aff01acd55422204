import type { Scope } from '../scope';
import { directProber } from './direct.prober';
import { edgeProber } from './edge.prober';
import type { Prober } from './prober';

/**
 * Asks containers the way the edge will: from this machine where the edge is a process of it, from inside the edge's
 * container where it is one. Not through the proxy: a route to a candidate would open ports that are not public to
 * everybody, and load the proxy's configuration anew with every try.
 */
export function proberOf({ docker, edge }: Scope): Prober {
  return edge.container === null ? directProber : edgeProber(docker, edge.container);
}
