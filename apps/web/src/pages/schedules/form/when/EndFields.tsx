import { Form, InputNumber, Select } from 'antd';
import DayField from '@/components/schedule/minute/DayField';
import type { ScheduleValues } from '../values';

const ends: { value: ScheduleValues['ends']; label: string }[] = [
  { value: 'never', label: 'Never' },
  { value: 'date', label: 'After a day' },
  { value: 'count', label: 'After a number of runs' },
];

/** When a recurring schedule stops coming again. */
export function EndFields({ values }: { values: ScheduleValues }) {
  return (
    <div className="end-fields">
      <Form.Item name="ends" label="Ends">
        <Select options={ends} />
      </Form.Item>
      {values.ends === 'date' ? (
        <Form.Item name="endsOn" label="Last day" rules={[{ required: true, message: 'Choose the last day' }]}>
          <DayField zone={values.timezone} />
        </Form.Item>
      ) : null}
      {values.ends === 'count' ? (
        <Form.Item name="maxRuns" label="Runs" rules={[{ required: true, message: 'Say how many' }]}>
          <InputNumber min={1} max={1_000_000} precision={0} />
        </Form.Item>
      ) : null}
    </div>
  );
}
