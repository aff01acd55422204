import type { PlanEntry } from '@oatfin/contracts';

/** What starts at one moment of a plan. */
export interface PlanStep {
  at: string;
  /** It starts now, because its lead time is already past. */
  isAtOnce: boolean;
  entries: PlanEntry[];
}

/** A plan as the moments at which something starts, dependencies first. */
export function stepsOf(plan: PlanEntry[]): PlanStep[] {
  const steps = new Map<string, PlanStep>();
  for (const entry of [...plan].sort(byTime)) {
    const key = entry.startsAtOnce ? 'now' : entry.runAt;
    const step = steps.get(key) ?? { at: entry.runAt, isAtOnce: entry.startsAtOnce, entries: [] };
    step.entries.push(entry);
    steps.set(key, step);
  }
  return [...steps.values()];
}

/** At the same moment, what waits for more comes later. */
function byTime(one: PlanEntry, other: PlanEntry): number {
  return one.runAt.localeCompare(other.runAt) || one.waitsFor.length - other.waitsFor.length;
}

/** `waits for db and cache`; empty when it waits for nothing in the plan. */
export function waitingWords(entry: PlanEntry, plan: PlanEntry[]): string {
  const names = entry.waitsFor.flatMap((id) => plan.find(({ app }) => app === id)?.appName ?? []);
  if (names.length === 0) return '';
  const last = names.at(-1);
  return `waits for ${names.length === 1 ? last : `${names.slice(0, -1).join(', ')} and ${last}`}`;
}
