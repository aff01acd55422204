export interface Frame {
  stream: 'stdout' | 'stderr';
  payload: Buffer;
}

const headerLength = 8;

/**
 * Splits the engine's multiplexed output (one stream for stdout and stderr) into its frames.
 * https://docs.docker.com/reference/api/engine/version/v1.41/#operation/ContainerAttach, "Stream format".
 */
export async function* readFrames(source: AsyncIterable<Buffer | string>): AsyncGenerator<Frame> {
  let pending = Buffer.alloc(0);
  for await (const chunk of source) {
    pending = Buffer.concat([pending, Buffer.from(chunk)]);
    for (;;) {
      const length = frameLength(pending);
      if (length === null) break;
      yield frameAt(pending, length);
      pending = pending.subarray(length);
    }
  }
}

/** Every frame of output that was read as a whole. */
export function framesOf(output: Buffer): Frame[] {
  const length = frameLength(output);
  return length === null ? [] : [frameAt(output, length), ...framesOf(output.subarray(length))];
}

function frameLength(bytes: Buffer): number | null {
  if (bytes.length < headerLength) return null;
  const length = headerLength + bytes.readUInt32BE(4);
  return bytes.length < length ? null : length;
}

function frameAt(bytes: Buffer, length: number): Frame {
  return { stream: bytes[0] === 2 ? 'stderr' : 'stdout', payload: bytes.subarray(headerLength, length) };
}
