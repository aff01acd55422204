import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { locateProgram } from './packages';
import type { Ports } from './ports';
import type { Service, Supervisor } from './supervisor';

export interface MongoSource {
  /** MONGODB_URI, when it was given. */
  given: string | undefined;
  ports: Ports;
  supervisor: Supervisor;
  /** The bundled embedded server. */
  embeddedMain: () => Promise<string>;
}

export interface Mongo {
  uri: string;
  /** One line: which server it is. */
  summary: string;
}

/**
 * The MongoDB of MONGODB_URI, else a mongod from the path, else the embedded server; the latter two with their data
 * under DATA_DIR. They keep separate folders: neither reads the other's files.
 */
export async function provideMongo(source: MongoSource): Promise<Mongo> {
  const { given, ports, supervisor } = source;
  if (given !== undefined) {
    await answers(given).catch((cause) => {
      throw new Error(`MongoDB does not answer at the MONGODB_URI that was given (${cause.message}).`, { cause });
    });
    return { uri: given, summary: 'MONGODB_URI' };
  }
  const port = await ports.private('mongo');
  const uri = `mongodb://127.0.0.1:${port}/oatfin`;
  const mongod = locateProgram('mongod');
  const ready = () => answers(uri);
  if (mongod !== null) await supervisor.run(realServer(supervisor.dataDir, mongod, port, ready));
  else await supervisor.run(embeddedServer(supervisor.dataDir, await source.embeddedMain(), port, ready));
  return { uri, summary: mongod === null ? `embedded, on port ${port}` : `mongod, on port ${port}` };
}

function realServer(dataDir: string, mongod: string, port: number, ready: () => Promise<void>): Service {
  const folder = join(dataDir, 'mongod');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const command: [string, ...string[]] = [mongod, '--dbpath', folder, '--port', `${port}`, '--bind_ip', '127.0.0.1'];
  return { name: 'mongo', command, ready };
}

function embeddedServer(dataDir: string, main: string, port: number, ready: () => Promise<void>): Service {
  const folder = join(dataDir, 'embedded-mongo');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const command: [string, ...string[]] = [process.execPath, main, '--dir', folder, '--port', `${port}`];
  // It serves one machine's start and refuses production by itself; what this start runs for is not its business.
  return { name: 'mongo', command, env: { NODE_ENV: 'development' }, ready };
}

async function answers(uri: string): Promise<void> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 3_000 });
  try {
    await client.db().command({ ping: 1 });
  } finally {
    await client.close();
  }
}
