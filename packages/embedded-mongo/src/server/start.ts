import { createServer, type Server, type Socket } from 'node:net';
import { Catalog } from '../store/catalog';
import { Environment } from '../store/environment';
import { Sweep } from '../store/sweep';
import { serveConnection } from './connection';
import type { ServerContext } from './context';
import { Cursors } from './cursors';
import { lockDirectory } from './directory-lock';
import { FailPoints } from './fail-points';
import { Housekeeping } from './housekeeping';
import { Sessions } from './sessions';

/** How a server is started. */
export interface ServerOptions {
  /** The data directory; made when missing. */
  dir: string;
  /** 0, the default, takes any free port. */
  port?: number;
  host?: '127.0.0.1';
  /** Commits without waiting for the disk: for tests. */
  noSync?: boolean;
  /** How often expired documents are removed; every second by default. */
  ttlIntervalMs?: number;
}

/** A running server. */
export interface RunningServer {
  readonly uri: string;
  readonly port: number;
  /** Ends all connections, waits for running writes and releases the directory. */
  close(): Promise<void>;
}

/**
 * Starts a server on a directory.
 * @throws Error in production, and when another live process uses the directory
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  refuseProduction();
  const { dir, host = '127.0.0.1', noSync = false, ttlIntervalMs = 1000 } = options;
  const unlock = lockDirectory(dir);
  try {
    const environment = new Environment(dir, noSync);
    const sockets = new Set<Socket>();
    const listener = createServer();
    const server = buildContext(environment, dir, listener, sockets);
    listener.on('connection', acceptor(server, sockets));
    const port = await listen(listener, options.port ?? 0, host);
    const housekeeping = new Housekeeping(server, new Sweep(environment, server.catalog), ttlIntervalMs);
    const close = once(async () => {
      await Promise.all([stopListening(listener, sockets), housekeeping.stop()]);
      await environment.close();
      unlock();
    });
    return { uri: `mongodb://${host}:${port}`, port, close };
  } catch (error) {
    unlock();
    throw error;
  }
}

function refuseProduction(): void {
  if (process.env.NODE_ENV === 'production') {
    throw new Error(
      'The embedded MongoDB-compatible server is not for production: set MONGODB_URI to a MongoDB server.',
    );
  }
}

function buildContext(environment: Environment, dir: string, listener: Server, sockets: Set<Socket>): ServerContext {
  return {
    environment,
    catalog: new Catalog(environment),
    cursors: new Cursors(),
    sessions: new Sessions(),
    failPoints: new FailPoints(),
    dir,
    startedAt: new Date(),
    port: () => portOf(listener),
    connectionCount: () => sockets.size,
  };
}

function acceptor(server: ServerContext, sockets: Set<Socket>): (socket: Socket) => void {
  let lastConnectionId = 0;
  return (socket) => {
    lastConnectionId += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serveConnection(server, socket, lastConnectionId);
  };
}

function listen(listener: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(port, host, () => resolve(portOf(listener)));
  });
}

function portOf(listener: Server): number {
  const address = listener.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function stopListening(listener: Server, sockets: Set<Socket>): Promise<void> {
  return new Promise((resolve) => {
    listener.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });
}

function once(action: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= action();
    return done;
  };
}
