// Loaded before a process begins (`--require`): its machine's clock is CLOCK_OFFSET_MS off, its monotonic clock is right.
const offset = Number(process.env.CLOCK_OFFSET_MS ?? 0);
const RealDate = Date;

class OffDate extends RealDate {
  constructor(...given) {
    super(...(given.length === 0 ? [RealDate.now() + offset] : given));
  }
  static now() {
    return RealDate.now() + offset;
  }
}

// Libraries know it by its name.
Object.defineProperty(OffDate, 'name', { value: 'Date' });
globalThis.Date = OffDate;
