import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Db, MongoClient, type MongoClientOptions } from 'mongodb';
import { type RunningServer, startServer } from '..';

/** A server on a folder of its own and a client to it; `close` leaves nothing behind. */
export class TestServer {
  private constructor(
    readonly dir: string,
    readonly server: RunningServer,
    readonly client: MongoClient,
  ) {}

  static async start(options: MongoClientOptions = {}): Promise<TestServer> {
    const dir = mkdtempSync(join(tmpdir(), 'embedded-mongo-'));
    process.once('exit', () => rmSync(dir, { recursive: true, force: true }));
    const server = await startServer({ dir, noSync: true, ttlIntervalMs: 50 });
    const client = await MongoClient.connect(server.uri, options);
    return new TestServer(dir, server, client);
  }

  get db(): Db {
    return this.client.db('test');
  }

  async close(): Promise<void> {
    await this.client.close();
    await this.server.close();
    rmSync(this.dir, { recursive: true, force: true });
  }
}
