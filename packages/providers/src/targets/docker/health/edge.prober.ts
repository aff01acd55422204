import { setTimeout as delay } from 'node:timers/promises';
import type Docker from 'dockerode';
import { engineCall } from '../engine/errors';
import { readFrames } from '../engine/frames';
import { httpFault, type Prober } from './prober';

/** Probes from inside the edge's container with its `nc` (the caddy:2 image has BusyBox's), as the proxy will connect. */
export function edgeProber(docker: Docker, container: string): Prober {
  return {
    async http(address, port, path, timeoutSeconds) {
      const request = `GET ${path} HTTP/1.1\r\nHost: ${address}:${port}\r\nConnection: close\r\n\r\n`;
      const command = ['nc', '-w', String(Math.ceil(timeoutSeconds)), address, String(port)];
      const answer = await talk(docker, container, command, request, timeoutSeconds);
      if (answer === null) return `GET ${path} on port ${port} did not answer within ${timeoutSeconds} s`;
      const status = /^HTTP\/1\.\d (\d{3})/.exec(answer)?.[1];
      if (status !== undefined) return httpFault(path, Number(status));
      return `GET ${path} on port ${port} ${answer === '' ? 'refuses connections' : 'is no HTTP'}`;
    },
    async tcp(address, port, timeoutSeconds) {
      // Every nc of BusyBox runs a program after connecting; only some have `-z`.
      const command = ['nc', '-w', String(Math.ceil(timeoutSeconds)), address, String(port), '-e', 'true'];
      const exitCode = await run(docker, container, command);
      return exitCode === 0 ? null : `port ${port} does not accept connections`;
    },
  };
}

/** Sends text to a command and gives the first that it says: empty when it ended without, null when it took too long. */
async function talk(
  docker: Docker,
  container: string,
  Cmd: string[],
  text: string,
  timeoutSeconds: number,
): Promise<string | null> {
  const options = { Cmd, AttachStdin: true, AttachStdout: true, AttachStderr: true };
  const exec = await engineCall(`probe from ${container}`, () => docker.getContainer(container).exec(options));
  const stream = await engineCall(`probe from ${container}`, () => exec.start({ hijack: true, stdin: true }));
  const late = new AbortController();
  try {
    stream.write(text);
    return await Promise.race([
      firstOutput(readFrames(stream)),
      delay(timeoutSeconds * 1000, null, { signal: late.signal }),
    ]);
  } finally {
    late.abort();
    stream.destroy();
  }
}

async function firstOutput(frames: ReturnType<typeof readFrames>): Promise<string> {
  for await (const { stream, payload } of frames) if (stream === 'stdout') return payload.toString('latin1');
  return '';
}

async function run(docker: Docker, container: string, Cmd: string[]): Promise<number | null> {
  const options = { Cmd, AttachStdout: true, AttachStderr: true };
  const exec = await engineCall(`probe from ${container}`, () => docker.getContainer(container).exec(options));
  const stream = await engineCall(`probe from ${container}`, () => exec.start({ hijack: true, stdin: false }));
  for await (const _ of stream.resume());
  const { ExitCode } = await engineCall(`probe from ${container}`, () => exec.inspect());
  return ExitCode;
}
