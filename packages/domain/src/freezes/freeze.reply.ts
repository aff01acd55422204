import type { Freeze } from '@oatfin/contracts';
import type { FreezeRow } from './freeze.model';
import { occurrenceAt } from './freeze-time.rules';

/** A freeze as it goes over the wire, as it stands at that instant. */
export function toFreeze(row: FreezeRow, now: Date): Freeze {
  const { _id, name, from, to, timezone, yearly, environments, createdBy, createdAt } = row;
  const occurrence = occurrenceAt(row, now);
  return {
    ...{ id: String(_id), name, from, to, timezone, yearly, environments, createdBy },
    isActive: occurrence !== null && occurrence.startsAt <= now,
    startsAt: occurrence?.startsAt.toISOString() ?? null,
    endsAt: occurrence?.endsAt.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}
