import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { createProcessFolder, startProcess } from '@oatfin/testkit/processes';
import { bundle } from '../bundle';

const workspace = resolve(__dirname, '../..');

/** A server of ours as a process of its own, bundled as the product is, once it has said where it listens. */
export async function startServer(
  main: string,
  env: Record<string, string>,
): Promise<{ url: string; stop(): Promise<void> }> {
  let url = '';
  const running = await startProcess({
    name: main,
    command: [process.execPath, await bundle(main)],
    folder: await createProcessFolder('bench-api'),
    cwd: workspace,
    env: {
      ...{ NODE_ENV: 'production', LOG_LEVEL: 'info', PORT: '0', NODE_OPTIONS: '' },
      QUEUE_PREFIX: `bench-${randomBytes(4).toString('hex')}`,
      ...env,
    },
    ready: (output) => {
      url = /"address":"(http[^"]+)"/.exec(output)?.[1] ?? '';
      if (url === '') throw new Error('it has not said where it listens');
    },
  });
  return { url, stop: () => running.stop() };
}
