import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Linux gives outgoing connections, and servers that ask for any port, one from 32768 on; one of those could take a port
 * from there before the program does that it was found for.
 */
const [lowest, end] = [20_000, 32_000];
const found = new Set<number>();

/** A TCP port of 127.0.0.1 that nobody listens on at the moment. The same process is given each but once. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(lowest, end);
    if (found.has(port) || !(await isFree(port))) continue;
    found.add(port);
    return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
