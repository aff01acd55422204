import { get } from 'node:http';
import { connect } from 'node:net';
import { httpFault, type Prober } from './prober';

/** Probes from this process, which must run on the engine's host. */
export const directProber: Prober = {
  http: (host, port, path, timeoutSeconds) =>
    new Promise((resolve) => {
      const signal = AbortSignal.timeout(timeoutSeconds * 1000);
      const call = get({ host, port, path, agent: false, signal }, (response) => {
        response.resume();
        response.on('error', () => undefined);
        resolve(httpFault(path, response.statusCode ?? 0));
      });
      call.on('error', (error) => resolve(`GET ${path} on port ${port} ${reason(error, timeoutSeconds)}`));
    }),
  tcp: (host, port, timeoutSeconds) =>
    new Promise((resolve) => {
      const socket = connect({ host, port, timeout: timeoutSeconds * 1000 });
      const end = (fault: string | null) => {
        socket.destroy();
        resolve(fault);
      };
      socket.on('connect', () => end(null));
      socket.on('timeout', () => end(`port ${port} did not accept a connection within ${timeoutSeconds} s`));
      socket.on('error', (error) => end(`port ${port} ${reason(error, timeoutSeconds)}`));
    }),
};

function reason(error: Error, timeoutSeconds: number): string {
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return `did not answer within ${timeoutSeconds} s`;
  const code = 'code' in error ? error.code : undefined;
  if (code === 'ECONNREFUSED') return 'refuses connections: nothing listens there';
  return `failed: ${error.message}`;
}
