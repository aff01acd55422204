import { Readable } from 'node:stream';

/** Cuts a stream of the engine off when the signal aborts; whoever reads it sees it closed before its end. */
export function endWith(stream: NodeJS.ReadableStream, signal: AbortSignal): void {
  const end = () => {
    if (stream instanceof Readable) stream.destroy();
  };
  stream.once('close', () => signal.removeEventListener('abort', end));
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
}
