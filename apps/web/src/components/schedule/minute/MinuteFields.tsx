import { Button, Form, Radio } from 'antd';
import { partsOf, sayMinute, sayWallClock } from '@/time/wall-clock';
import { ClockNumber } from './ClockNumber';
import DayField from './DayField';
import { type MinuteValues, nearestMinutes } from './minute';
import './minute.css';

interface Props {
  values: MinuteValues;
  change: (part: Partial<MinuteValues>) => void;
  /** The minute happens twice, because clocks go back. */
  isRepeated: boolean;
  /** What the API has against the minute. */
  faults: string[];
}

/** Year, month, day, hour and minute, as a clock in the zone shows them. */
export function MinuteFields({ values, change, isRepeated, faults }: Props) {
  const nearest = faults.flatMap(nearestMinutes);
  return (
    <>
      <div className="minute-fields">
        <Form.Item name="day" label="Date" rules={[{ required: true, message: 'Choose a day' }]}>
          <DayField zone={values.timezone} />
        </Form.Item>
        <Form.Item name="hour" label="Hour" rules={[{ required: true, message: 'Hour' }]}>
          <ClockNumber label="Hour" max={23} />
        </Form.Item>
        <span className="minute-colon" aria-hidden="true">
          :
        </span>
        <Form.Item name="minute" label="Minute" rules={[{ required: true, message: 'Minute' }]}>
          <ClockNumber label="Minute" max={59} />
        </Form.Item>
      </div>
      <Form.Item name="at" className="minute-faults">
        <span />
      </Form.Item>
      {nearest.length > 0 ? (
        <div className="row minute-nearest">
          <span className="muted">Take instead</span>
          {nearest.map((near) => (
            <Button key={`${near.day} ${sayMinute(near)}`} size="small" onClick={() => change(near)}>
              {near.day === values.day ? sayMinute(near) : sayWallClock({ ...near, ...partsOf(near.day) })}
            </Button>
          ))}
        </div>
      ) : null}
      {isRepeated || values.fold === 'second' ? <FoldField /> : null}
    </>
  );
}

function FoldField() {
  return (
    <Form.Item name="fold" label="This minute happens twice that day. Which one?">
      <Radio.Group
        options={[
          { value: 'first', label: 'The first, before clocks go back' },
          { value: 'second', label: 'The second, after they went back' },
        ]}
      />
    </Form.Item>
  );
}
