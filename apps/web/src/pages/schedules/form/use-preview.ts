import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { previewSchedule } from '@/api/schedules';
import { resolveBody } from './resolve';
import { type ScheduleValues, toBody } from './values';

const pauseMs = 300;

/** What the form's values would do, asked a moment after the last change and again as time goes by. */
export function usePreview(values: ScheduleValues) {
  const settled = useSettled(values);
  // An end is resolved on the way, so any stands in for it here.
  const isAsked = toBody(settled, null) !== null;
  const query = useQuery({
    queryKey: ['schedules', 'preview', settled],
    queryFn: async ({ signal }) => previewSchedule(await resolveBody(settled, signal), signal),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
    enabled: isAsked,
  });
  return { query, isAsked, isBehind: settled !== values || query.isPlaceholderData };
}

export type Preview = ReturnType<typeof usePreview>;

/** The values as they stood when they had not changed for a moment. */
function useSettled(values: ScheduleValues): ScheduleValues {
  const [settled, setSettled] = useState(values);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(values), pauseMs);
    return () => clearTimeout(timer);
  }, [values]);
  return settled;
}
