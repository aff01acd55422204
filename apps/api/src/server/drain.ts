import type { Server } from 'node:http';

/** How long requests that are under way may still take. */
const patienceMs = 10_000;

/** Stops accepting, lets what is under way finish for ten seconds, and closes every connection. */
export async function drain(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const sweep = setInterval(() => server.closeIdleConnections(), 100);
  const end = setTimeout(() => server.closeAllConnections(), patienceMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(end);
}
