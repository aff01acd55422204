import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export interface RunningServer {
  /** `127.0.0.1:PORT`. */
  host: string;
  stop(): Promise<void>;
}

export type HttpListener = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** A server of the test itself, for what the outside world may answer. A listener that throws answers 500. */
export async function startHttpServer(listener: HttpListener): Promise<RunningServer> {
  const server = createServer(async (request, response) => {
    try {
      await listener(request, response);
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { host: `127.0.0.1:${address.port}`, stop };
}
