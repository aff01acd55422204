import { setTimeout as delay } from 'node:timers/promises';
import type { ContainerStats } from 'dockerode';

export interface Usage {
  /** 100 is one core. */
  cpuPercent: number | null;
  memoryBytes: number | null;
  memoryLimitBytes: number | null;
}

export const noUsage: Usage = { cpuPercent: null, memoryBytes: null, memoryLimitBytes: null };

/** Tells what containers use without making anybody wait. */
export interface UsageMeter {
  /**
   * What a container uses now or, when the engine takes its time, used the last time it was asked; nothing before the
   * first answer. Of the processor nothing is known before the second: it is what was used since the one before.
   */
  read(id: string): Promise<Usage>;
}

interface Reading {
  usage: Usage;
  stats: ContainerStats;
  at: number;
}

/** An engine measures once a second, and answers then. */
const patienceMs = 200;
/** An older reading says nothing of now. */
const keptMs = 30_000;

/** `measure` gives one sample of a container, null when it ended meanwhile. */
export function createUsageMeter(measure: (id: string) => Promise<ContainerStats | null>): UsageMeter {
  const readings = new Map<string, Reading>();
  const underWay = new Map<string, Promise<Usage>>();
  const take = async (id: string): Promise<Usage> => {
    const stats = await measure(id).finally(() => underWay.delete(id));
    if (stats === null) return noUsage;
    const usage = usageOf(stats, readings.get(id));
    readings.set(id, { usage, stats, at: Date.now() });
    return usage;
  };
  return {
    read: async (id) => {
      forgetOld(readings);
      const taking = underWay.get(id) ?? take(id);
      underWay.set(id, taking);
      // Nobody may be waiting any more when it fails; whoever asks next asks anew.
      taking.catch(() => undefined);
      return Promise.race([taking, delay(patienceMs, readings.get(id)?.usage ?? noUsage)]);
    },
  };
}

function forgetOld(readings: Map<string, Reading>): void {
  for (const [id, { at }] of readings) if (Date.now() - at > keptMs) readings.delete(id);
}

/** As `docker stats` reckons: https://docs.docker.com/reference/api/engine/version/v1.41/#operation/ContainerStats */
function usageOf({ cpu_stats: now, memory_stats: memory }: ContainerStats, before: Reading | undefined): Usage {
  const { usage, limit, stats } = memory;
  // Pages of files that can be dropped at any time do not count; the field differs between cgroup v1 and v2.
  const cache = stats?.total_inactive_file ?? stats?.inactive_file ?? 0;
  return {
    cpuPercent: before === undefined ? null : cpuPercentOf(now, before),
    memoryBytes: usage === undefined ? null : Math.max(usage - cache, 0),
    memoryLimitBytes: limit ?? null,
  };
}

/** Counters begin anew with a container; two answers of the same measurement tell nothing new. */
function cpuPercentOf(now: ContainerStats['cpu_stats'], before: Reading): number | null {
  const cpu = now.cpu_usage.total_usage - before.stats.cpu_stats.cpu_usage.total_usage;
  const system = now.system_cpu_usage - before.stats.cpu_stats.system_cpu_usage;
  if (system === 0) return before.usage.cpuPercent;
  const isMeasured = Number.isFinite(cpu) && system > 0 && cpu >= 0;
  return isMeasured ? Math.round((cpu / system) * (now.online_cpus || 1) * 10_000) / 100 : null;
}
