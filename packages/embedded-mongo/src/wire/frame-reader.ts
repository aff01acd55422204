import { HEADER_BYTES } from './message';

/** The largest message a client may send, in bytes; `hello` announces it. */
export const MAX_MESSAGE_BYTES = 48_000_000;

/** Cuts a byte stream into messages by the length each starts with. */
export class FrameReader {
  private chunks: Buffer[] = [];
  private pendingBytes = 0;

  /**
   * Takes what the socket gave and returns the messages it completed.
   * @throws RangeError when a message announces an impossible length; the connection is lost then
   */
  read(chunk: Buffer): Buffer[] {
    this.chunks.push(chunk);
    this.pendingBytes += chunk.length;
    const messages: Buffer[] = [];
    for (let message = this.next(); message !== undefined; message = this.next()) messages.push(message);
    return messages;
  }

  private next(): Buffer | undefined {
    if (this.pendingBytes < 4) return undefined;
    const length = this.announcedLength();
    if (length < HEADER_BYTES || length > MAX_MESSAGE_BYTES) throw new RangeError(`message of ${length} bytes`);
    if (this.pendingBytes < length) return undefined;
    const all = this.joined();
    this.chunks = all.length > length ? [all.subarray(length)] : [];
    this.pendingBytes -= length;
    return all.subarray(0, length);
  }

  private announcedLength(): number {
    const [first] = this.chunks;
    return first !== undefined && first.length >= 4 ? first.readInt32LE(0) : this.joined().readInt32LE(0);
  }

  private joined(): Buffer {
    const [first] = this.chunks;
    const all = first !== undefined && this.chunks.length === 1 ? first : Buffer.concat(this.chunks);
    this.chunks = [all];
    return all;
  }
}
