import type { CreateFreezeBody } from '@oatfin/contracts';
import { AppError, type FieldFault } from '@oatfin/platform/errors';
import { formatWallClock, isCalendarDate, isZone, lastYear, type WallClock } from '@oatfin/platform/time';
import { firstOf } from './freeze-time.rules';

type Wish = Pick<CreateFreezeBody, 'from' | 'to' | 'timezone' | 'yearly'>;

/** Throws `freeze.invalid`, naming every field at fault, for a freeze that no calendar has or that would never hold. */
export function requirePossible(wish: Wish): void {
  const faults = [...zoneFaults(wish), ...dateFaults('from', wish.from), ...dateFaults('to', wish.to)];
  const errors = faults.length > 0 ? faults : lengthFaults(wish);
  const [first] = errors;
  if (!first) return;
  const message = errors.length === 1 ? first.message : `The freeze has ${errors.length} faults.`;
  throw new AppError('freeze.invalid', message, { errors });
}

function zoneFaults({ timezone }: Wish): FieldFault[] {
  if (isZone(timezone)) return [];
  return [
    { path: 'timezone', message: `There is no time zone "${timezone}"; give an IANA name such as Europe/Paris.` },
  ];
}

function dateFaults(path: 'from' | 'to', wall: WallClock): FieldFault[] {
  if (!isCalendarDate(wall)) return [{ path, message: `The calendar has no ${formatWallClock(wall)}.` }];
  return wall.year > lastYear ? [{ path, message: `Give a year up to ${lastYear}.` }] : [];
}

function lengthFaults(wish: Wish): FieldFault[] {
  const { startsAt, endsAt } = firstOf(wish);
  if (endsAt <= startsAt) return [{ path: 'to', message: 'It must end after it begins.' }];
  const yearAfter = formatWallClock({ ...wish.from, year: wish.from.year + 1 });
  if (!wish.yearly || formatWallClock(wish.to) < yearAfter) return [];
  return [{ path: 'to', message: 'What comes again every year must be shorter than a year.' }];
}
