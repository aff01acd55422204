import type { CreateScheduleBody } from '@oatfin/contracts';
import { ApiError } from '@/api/request';
import { previewSchedule } from '@/api/schedules';
import { lastMinuteOf, type ScheduleValues, toBody } from './values';

/**
 * What to send for what the form holds. An end on a day is resolved by the API: the browser's zone data ends a few years
 * from now. Null while something is missing.
 * @throws ApiError with the end's faults at `endsAt`
 */
export async function resolveBody(values: ScheduleValues, signal?: AbortSignal): Promise<CreateScheduleBody | null> {
  const last = lastMinuteOf(values);
  return toBody(values, last && (await endOf(last, signal)));
}

async function endOf(last: CreateScheduleBody, signal?: AbortSignal): Promise<string | null> {
  try {
    return (await previewSchedule(last, signal)).runAt;
  } catch (error) {
    throw error instanceof ApiError ? atEnd(error) : error;
  }
}

function atEnd(error: ApiError): ApiError {
  const errors = error.errors.map(({ path, message }) => ({
    path: path === 'at' || path.startsWith('at.') ? 'endsAt' : path,
    message,
  }));
  return new ApiError(error.status, { code: error.code, title: error.title, detail: error.message, errors });
}
