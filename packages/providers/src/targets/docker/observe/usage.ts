import type { ContainerStats } from 'dockerode';
import type { OwnContainer } from '../containers/list';
import { engineCallUnless } from '../engine/errors';
import type { Scope } from '../scope';

export interface Usage {
  /** 100 is one core. */
  cpuPercent: number | null;
  memoryBytes: number | null;
  memoryLimitBytes: number | null;
}

export const noUsage: Usage = { cpuPercent: null, memoryBytes: null, memoryLimitBytes: null };

/** One sample; the engine takes a second or two for it. Nothing when the container ended meanwhile. */
export async function readUsage({ docker }: Scope, { id, name }: OwnContainer): Promise<Usage> {
  const container = docker.getContainer(id);
  const stats = await engineCallUnless([404, 409], `measure ${name}`, () => container.stats({ stream: false }));
  return stats === null ? noUsage : usageOf(stats);
}

/** As `docker stats` reckons: https://docs.docker.com/reference/api/engine/version/v1.41/#operation/ContainerStats */
function usageOf({ cpu_stats: now, precpu_stats: before, memory_stats: memory }: ContainerStats): Usage {
  const cpu = now.cpu_usage.total_usage - before.cpu_usage.total_usage;
  const system = now.system_cpu_usage - before.system_cpu_usage;
  const isMeasured = Number.isFinite(cpu) && Number.isFinite(system) && system > 0;
  const { usage, limit, stats } = memory;
  // Pages of files that can be dropped at any time do not count; the field differs between cgroup v1 and v2.
  const cache = stats?.total_inactive_file ?? stats?.inactive_file ?? 0;
  return {
    cpuPercent: isMeasured ? Math.round((cpu / system) * (now.online_cpus || 1) * 10_000) / 100 : null,
    memoryBytes: usage === undefined ? null : Math.max(usage - cache, 0),
    memoryLimitBytes: limit ?? null,
  };
}
