/** A growing byte buffer for index keys; `complementFrom` turns a component around for descending order. */
export class KeyWriter {
  private bytes = Buffer.allocUnsafe(256);
  private length = 0;

  get position(): number {
    return this.length;
  }

  byte(value: number): void {
    this.reserve(1);
    this.bytes[this.length] = value;
    this.length += 1;
  }

  raw(value: Uint8Array): void {
    this.reserve(value.length);
    this.bytes.set(value, this.length);
    this.length += value.length;
  }

  uint16(value: number): void {
    this.reserve(2);
    this.length = this.bytes.writeUInt16BE(value, this.length);
  }

  uint32(value: number): void {
    this.reserve(4);
    this.length = this.bytes.writeUInt32BE(value, this.length);
  }

  uint64(value: bigint): void {
    this.reserve(8);
    this.length = this.bytes.writeBigUInt64BE(value, this.length);
  }

  /** A double so that byte order is numeric order. */
  double(value: number): void {
    this.reserve(8);
    const start = this.length;
    this.length = this.bytes.writeDoubleBE(value, start);
    const first = this.bytes[start] ?? 0;
    if (first & 0x80) this.complementFrom(start);
    else this.bytes[start] = first | 0x80;
  }

  /** Text that ends itself: a zero byte becomes 00 FF, the end is 00 01, so a prefix sorts first. */
  text(value: string): void {
    const encoded = Buffer.from(value, 'utf8');
    if (!encoded.includes(0)) {
      this.raw(encoded);
    } else {
      for (const byte of encoded) {
        this.byte(byte);
        if (byte === 0) this.byte(0xff);
      }
    }
    this.byte(0);
    this.byte(1);
  }

  /** Inverts every byte written since `start`. */
  complementFrom(start: number): void {
    for (let at = start; at < this.length; at += 1) this.bytes[at] = ~(this.bytes[at] ?? 0) & 0xff;
  }

  /** A copy of what was written. */
  finish(): Buffer {
    return Buffer.from(this.bytes.subarray(0, this.length));
  }

  private reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.length + count));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}
