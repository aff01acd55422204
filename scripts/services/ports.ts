import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@oatfin/testkit/processes';
import { z } from 'zod';
import { isPortFree, reserve } from './reservations';

const Remembered = z.record(z.string(), z.number().int());

/** Numbers a copy of Oatfin chose for itself and keeps over restarts, in DATA_DIR/ports.json. */
export interface Ports {
  /** A free TCP port of 127.0.0.1 for a private service: the one of last time while it is free. */
  private(name: string): Promise<number>;
  /** A free TCP port of every address: the one of last time, else the first free one from `from` on. */
  public(name: string, from: number): Promise<number>;
  /** The second byte of 10.x.0.0/16, of which no interface of this machine has an address. */
  network(): Promise<number>;
}

/** Reads what DATA_DIR/ports.json remembers. */
export function openPorts(dataDir: string): Ports {
  const file = join(dataDir, 'ports.json');
  const remembered = read(file);
  const remember = async (name: string, value: number): Promise<number> => {
    remembered[name] = value;
    await writeFile(file, `${JSON.stringify(remembered, null, 2)}\n`);
    return value;
  };
  return {
    private: async (name) => remember(name, await choose(remembered[name], freePort, '127.0.0.1')),
    public: async (name, from) => {
      let next = from;
      return remember(name, await choose(remembered[name], async () => next++, '0.0.0.0'));
    },
    network: async () => remember('network', chooseNetwork(remembered.network)),
  };
}

async function choose(last: number | undefined, next: () => Promise<number>, host: string): Promise<number> {
  let port = last ?? (await next());
  while (!((await isPortFree(port, host)) && reserve(`port-${port}`))) port = await next();
  return port;
}

function chooseNetwork(last: number | undefined): number {
  const taken = new Set(
    Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .map(({ address }) => address.split('.').slice(0, 2).join('.')),
  );
  const isFree = (byte: number) => !taken.has(`10.${byte}`) && reserve(`network-${byte}`);
  // What an earlier run left behind may still have its own addresses: that is no conflict.
  if (last !== undefined && reserve(`network-${last}`)) return last;
  const candidates = Array.from({ length: 56 }, (_, index) => 200 + index);
  const found = candidates.find(isFree);
  if (found === undefined) throw new Error('No address range 10.200.0.0/16 to 10.255.0.0/16 is free for containers.');
  return found;
}

function read(file: string): Record<string, number> {
  try {
    return Remembered.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}
