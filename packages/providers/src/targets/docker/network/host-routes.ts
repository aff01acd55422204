import { readFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';

/**
 * Addresses of the networks this host has a way to, also those of bridges on which nothing runs at the moment, which
 * `networkInterfaces()` leaves out. Source: https://man7.org/linux/man-pages/man5/proc_pid_net.5.html (route)
 */
export async function hostRoutes(): Promise<string[]> {
  try {
    return parseRoutes(await readFile('/proc/net/route', 'utf8'));
  } catch {
    return Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address));
  }
}

/** The destinations of the kernel's table: `0093D20A`, the last byte first, is 10.210.147.0. */
export function parseRoutes(table: string): string[] {
  return table
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t')[1] ?? '')
    .filter((destination) => /^[0-9A-F]{8}$/.test(destination))
    .map((destination) => [...Buffer.from(destination, 'hex')].reverse().join('.'));
}
