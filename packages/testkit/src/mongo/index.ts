import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { createProcessFolder, freePort, type RunningProcess, startProcess } from '../processes';

export interface RunningMongo extends RunningProcess {
  /** Connection string without a database. */
  uri: string;
}

const workspace = resolve(__dirname, '../../../..');

/**
 * A private, empty embedded MongoDB; it waits for the disk only when asked to. Always starts one: `MONGODB_URI` is not
 * read.
 */
export async function startMongo({ isDurable = false } = {}): Promise<RunningMongo> {
  const port = await freePort();
  const folder = await createProcessFolder('mongo');
  const main = join(workspace, 'packages/embedded-mongo/src/main.ts');
  const options = ['--dir', join(folder, 'data'), '--port', `${port}`, ...(isDurable ? [] : ['--no-sync'])];
  let uri = '';
  const running = await startProcess({
    name: 'The embedded MongoDB',
    command: [process.execPath, '--import', 'tsx', main, ...options],
    folder,
    cwd: workspace,
    // Jest's own would make it load jest's transform, and `test` is not what it runs as.
    env: { NODE_OPTIONS: '', NODE_ENV: 'test' },
    ready: (output) => {
      uri = uriIn(output);
    },
  });
  return { ...running, uri };
}

/**
 * A database of the test run's MongoDB (`MONGODB_URI`) that no other test file has, and its connection string.
 * Drop it when the file is done: the server may be a lasting one. Throws when the run has no MongoDB.
 */
export function testDatabase(): { uri: string; name: string } {
  const server = process.env.MONGODB_URI;
  if (server === undefined) throw new Error('MONGODB_URI is not set: run without TEST_SERVICES=none');
  const name = `test-${randomBytes(6).toString('hex')}`;
  return { uri: withDatabase(server, name), name };
}

/** By hand: connection strings may list several hosts, which URL does not read. */
function withDatabase(server: string, name: string): string {
  const [address = '', query] = server.split('?');
  const [scheme, hosts] = address.split('//');
  return `${scheme}//${hosts?.split('/')[0]}/${name}${query === undefined ? '' : `?${query}`}`;
}

/** The server says `{"uri": "mongodb://…"}` on a line of its own when it is ready. */
function uriIn(output: string): string {
  const line = output.split('\n').find((text) => text.startsWith('{"uri"'));
  if (line === undefined) throw new Error('it has not said that it is ready');
  const said: { uri?: unknown } = JSON.parse(line);
  if (typeof said.uri !== 'string') throw new Error(`it said ${line}`);
  return said.uri;
}
