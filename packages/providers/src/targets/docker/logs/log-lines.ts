import type { Frame } from '../engine/frames';

export interface TimedLine {
  /** As the engine wrote it, in nanoseconds: `2026-11-21T11:29:22.123456789Z`. */
  at: string;
  stream: 'stdout' | 'stderr';
  text: string;
}

/** A line longer than this is given in pieces. */
const longestLine = 64 * 1024;

/**
 * Puts the frames of one container's log, read with `timestamps`, together to lines. The engine cuts lines at 16 kB
 * into frames that each carry a time; a frame without a line end is continued by the next of the same stream.
 */
export function createLineReader(): (frame: Frame) => TimedLine[] {
  const open: Record<Frame['stream'], { at: string; parts: Buffer[] } | null> = { stdout: null, stderr: null };
  return ({ stream, payload }) => {
    const space = payload.indexOf(0x20);
    const content = payload.subarray(space + 1);
    const line = open[stream] ?? { at: payload.toString('latin1', 0, space), parts: [] };
    const length = line.parts.reduce((sum, part) => sum + part.length, content.length);
    const isWhole = content.at(-1) === 0x0a;
    line.parts.push(isWhole ? content.subarray(0, -1) : content);
    open[stream] = isWhole || length >= longestLine ? null : line;
    if (open[stream] !== null) return [];
    const text = Buffer.concat(line.parts).toString('utf8').replace(/\r$/, '');
    return [{ at: line.at, stream, text }];
  };
}
