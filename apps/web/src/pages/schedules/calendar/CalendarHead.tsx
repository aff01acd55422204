import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import type { Day } from '@/time/wall-clock';
import type { useCalendarAddress } from './address';
import type { CalendarView } from './layout';
import { titleOf } from './titles';

interface Props {
  address: ReturnType<typeof useCalendarAddress>;
  zone: string;
  today: Day;
}

/** Which weeks are shown, on whose clock, and the way to others. */
export function CalendarHead({ address, zone, today }: Props) {
  const { view, day, days, show, turn } = address;
  return (
    <div className="spread calendar-head">
      <div className="row">
        <Button icon={<LeftOutlined aria-hidden />} aria-label={`The ${view} before`} onClick={() => turn(-1)} />
        <Button
          disabled={days.includes(today) && day.slice(0, 7) === today.slice(0, 7)}
          onClick={() => show({ day: today })}
        >
          Today
        </Button>
        <Button icon={<RightOutlined aria-hidden />} aria-label={`The ${view} after`} onClick={() => turn(1)} />
        <h2 aria-live="polite" className="calendar-title">
          {titleOf(view, day, days)}
        </h2>
      </div>
      <div className="row">
        <span className="muted">Your clock, {zone}</span>
        <Segmented<CalendarView>
          aria-label="How much is shown"
          value={view}
          onChange={(next) => show({ view: next })}
          options={[
            { value: 'month', label: 'Month' },
            { value: 'week', label: 'Week' },
          ]}
        />
      </div>
    </div>
  );
}
