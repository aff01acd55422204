import { connect, createServer, type Socket } from 'node:net';
import { freePort } from '../processes';

/** A TCP port that leads to another one, for tests in which a server goes away and comes back. */
export interface TcpProxy {
  port: number;
  /** Cuts every connection and takes no new one, as a server that is down. */
  refuse(): void;
  /** Takes connections again. */
  accept(): void;
  stop(): Promise<void>;
}

/** Starts one in front of a port of this machine. */
export async function startProxy(target: number): Promise<TcpProxy> {
  const port = await freePort();
  const open = new Set<Socket>();
  let isAway = false;
  const keep = (socket: Socket) => {
    open.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => open.delete(socket));
    return socket;
  };
  const server = createServer((incoming) => {
    keep(incoming);
    if (isAway) return void incoming.destroy();
    const outgoing = keep(connect(target, '127.0.0.1'));
    incoming.pipe(outgoing).pipe(incoming);
    incoming.on('close', () => outgoing.destroy());
    outgoing.on('close', () => incoming.destroy());
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    port,
    refuse: () => {
      isAway = true;
      cut();
    },
    accept: () => {
      isAway = false;
    },
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      cut();
      await closed;
    },
  };
}
