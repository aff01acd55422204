import type { Catalog, Garbage } from './catalog';
import type { Environment } from './environment';
import { afterPrefix, prefixOf } from './key-space';
import { keysIn } from './range-scan';

const BATCH = 2000;

/** Removes what dropped collections and indexes left behind, a little at a time. Safe to run again after a crash. */
export class Sweep {
  constructor(
    private readonly environment: Environment,
    private readonly catalog: Catalog,
  ) {}

  /** Removes one batch; true when there is nothing left. */
  async step(): Promise<boolean> {
    const [garbage] = this.catalog.listGarbage();
    if (garbage === undefined) return true;
    await this.environment.write(() => this.removeBatch(garbage));
    return false;
  }

  private removeBatch(garbage: Garbage): void {
    const table = this.environment[garbage.kind];
    const prefix = prefixOf(garbage.id);
    const keys = keysIn(table, { start: prefix, end: afterPrefix(prefix) }, BATCH);
    for (const key of keys) table.removeSync(key);
    if (keys.length < BATCH) this.catalog.forget(garbage);
  }
}
