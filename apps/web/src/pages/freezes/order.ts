import type { FreezeDetails } from '@/api/freezes';

/** Whether a freeze holds now, will hold, or is over for good. */
export type Phase = 'now' | 'coming' | 'over';

export function phaseOf({ isActive, endsAt }: Pick<FreezeDetails, 'isActive' | 'endsAt'>): Phase {
  if (isActive) return 'now';
  return endsAt === null ? 'over' : 'coming';
}

const rank: Record<Phase, number> = { now: 0, coming: 1, over: 2 };

/** Those that hold first, then those to come by when they begin, then those that are over. */
export function inOrder(freezes: FreezeDetails[]): FreezeDetails[] {
  return [...freezes].sort(
    (one, other) =>
      rank[phaseOf(one)] - rank[phaseOf(other)] || (one.startsAt ?? '').localeCompare(other.startsAt ?? ''),
  );
}
