import { randomBytes } from 'node:crypto';
import { createConnection } from 'node:net';
import { createProcessFolder, findProgram, freePort, type RunningProcess, startProcess } from '../processes';

export interface RunningRedis extends RunningProcess {
  /** `redis://127.0.0.1:PORT`. */
  url: string;
}

/** A private, empty Redis (or Valkey) that keeps nothing on disk; the same port again when it is given. Ready in some 50 ms. */
export async function startRedis(given: { port?: number } = {}): Promise<RunningRedis> {
  const program = findProgram('redis-server', 'valkey-server');
  const port = given.port ?? (await freePort());
  const folder = await createProcessFolder('redis');
  const options = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  const running = await startProcess({
    name: 'Redis',
    command: [program, ...options],
    folder,
    ready: () => ping(port),
  });
  return { ...running, url: `redis://127.0.0.1:${port}` };
}

/**
 * The test run's Redis (`REDIS_URL`) and a key prefix that no other test file has; give it to ioredis as `keyPrefix`
 * or to BullMQ as `prefix`. Throws when the run has no Redis.
 */
export function testRedis(): { url: string; prefix: string } {
  const url = process.env.REDIS_URL;
  if (url === undefined) throw new Error('REDIS_URL is not set: run without TEST_SERVICES=none');
  return { url, prefix: `test-${randomBytes(6).toString('hex')}` };
}

function ping(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host: '127.0.0.1', port }, () => socket.write('PING\r\n'));
    socket.setTimeout(1_000, () => socket.destroy(new Error('Redis does not answer')));
    socket.once('error', reject);
    socket.once('data', (answer) => {
      socket.destroy();
      if (answer.toString().startsWith('+PONG')) resolve();
      else reject(new Error(answer.toString().trim()));
    });
  });
}
