import { AppError, type ErrorCode, type FieldFault } from '@oatfin/platform/errors';

/** A field at fault; `code` when it is not simply `app.invalid`. */
export interface Fault extends FieldFault {
  code?: ErrorCode;
}

/** Throws when there are faults, with all of them: under the code they share, else `app.invalid`. */
export function throwFaults(faults: Fault[]): void {
  const [first] = faults;
  if (!first) return;
  const codes = new Set(faults.map(({ code }) => code ?? 'app.invalid'));
  const [shared = 'app.invalid'] = codes.size === 1 ? codes : [];
  const errors = faults.map(({ path, message }) => ({ path, message }));
  const message = faults.length === 1 ? first.message : `The app has ${faults.length} faults.`;
  throw new AppError(shared, message, { errors });
}
