import { Alert } from 'antd';
import { useMemo } from 'react';
import { useRuns } from '@/api/schedules';
import { ErrorState, LoadingBlocks } from '@/components/feedback/Feedback';
import { useNow } from '@/time/now';
import { useTimezone } from '@/time/Time';
import { dayOf, toWallClock } from '@/time/wall-clock';
import { useCalendarAddress } from './address';
import './calendar.css';
import { CalendarHead } from './CalendarHead';
import { CalendarDialogs } from './dialogs/CalendarDialogs';
import { useOpened } from './dialogs/opened';
import { byDay, toEvents } from './events';
import { Legend } from './Legend';
import { spanOf } from './layout';
import { MonthGrid } from './MonthGrid';
import { WeekGrid } from './WeekGrid';

/** Runs on the days they fall on, on the reader's clock: what ran, what is due, and what recurring schedules will add. */
export default function CalendarTab() {
  const zone = useTimezone();
  const today = dayOf(toWallClock(useNow(), zone));
  const address = useCalendarAddress(today);
  const { first, last } = { first: address.days[0], last: address.days.at(-1) };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first and the last day say which days these are.
  const span = useMemo(() => spanOf(address.days), [first, last]);
  const runs = useRuns(span);
  const events = useEvents(runs.data, zone);
  const opened = useOpened();
  const Grid = address.view === 'month' ? MonthGrid : WeekGrid;

  if (runs.isError && !runs.data)
    return <ErrorState what="The calendar" error={runs.error} retry={() => runs.refetch()} />;
  return (
    <div className="stack">
      <CalendarHead address={address} zone={zone} today={today} />
      {runs.data?.truncated ? (
        <Alert
          type="warning"
          showIcon
          title="There are more runs in this time than are shown. A week shows them all."
        />
      ) : null}
      {runs.isPending ? <LoadingBlocks heights={[480]} label="Loading the calendar" /> : null}
      {runs.data ? (
        <>
          <Grid
            days={address.days}
            month={address.day.slice(0, 7)}
            today={today}
            zone={zone}
            events={events}
            isBehind={runs.isPlaceholderData}
            open={opened}
          />
          <Legend />
        </>
      ) : null}
      <CalendarDialogs opened={opened} events={events} today={today} />
    </div>
  );
}

function useEvents(runs: Parameters<typeof toEvents>[0] | undefined, zone: string) {
  return useMemo(() => byDay(runs ? toEvents(runs, zone) : []), [runs, zone]);
}
