import { once } from 'node:events';
import type { Server } from 'node:http';

/** Longer than the idle timeout of usual load balancers (60 s), which would else reuse a connection we just closed. */
const keepAliveMs = 65_000;

/** Starts to listen; resolves to the address it can be reached at. Throws when the port is taken. */
export async function listen(server: Server, options: { HOST: string; PORT: number }): Promise<string> {
  server.keepAliveTimeout = keepAliveMs;
  server.listen(options.PORT, options.HOST);
  await once(server, 'listening');
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : options.PORT;
  return `http://${options.HOST.includes(':') ? `[${options.HOST}]` : options.HOST}:${port}`;
}
