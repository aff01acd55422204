import type { Sweep } from '../store/sweep';
import { removeExpired, removeExpiredSeries } from '../store/time-to-live';
import type { ServerContext } from './context';

const MAX_SWEEP_STEPS = 20;
const SERIES_INTERVAL_MS = 60_000;

/** What the server does by itself: expired documents, dropped data, idle cursors, old sessions. */
export class Housekeeping {
  private timer: NodeJS.Timeout;
  private running: Promise<void> = Promise.resolve();
  private isStopped = false;
  private seriesExpiredAt = 0;

  constructor(
    private readonly server: ServerContext,
    private readonly sweep: Sweep,
    private readonly intervalMs: number,
  ) {
    this.timer = this.schedule();
  }

  /** Stops, after what is being done. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private schedule(): NodeJS.Timeout {
    return setTimeout(() => {
      this.running = this.round().finally(() => {
        if (!this.isStopped) this.timer = this.schedule();
      });
    }, this.intervalMs).unref();
  }

  /** Time series have no index for it, so it is done less often. */
  private async expireSeries(): Promise<void> {
    if (Date.now() - this.seriesExpiredAt < SERIES_INTERVAL_MS) return;
    this.seriesExpiredAt = Date.now();
    await removeExpiredSeries(this.server.environment, this.server.catalog, new Date());
  }

  /** A failure is not the end: the next round tries again. */
  private async round(): Promise<void> {
    const { server } = this;
    try {
      await removeExpired(server.environment, server.catalog, new Date());
      await this.expireSeries();
      for (let step = 0; step < MAX_SWEEP_STEPS && !this.isStopped; step += 1) if (await this.sweep.step()) break;
      server.cursors.killIdle(Date.now());
      server.sessions.expire(Date.now());
    } catch (error) {
      process.emitWarning(error instanceof Error ? error : String(error));
    }
  }
}
