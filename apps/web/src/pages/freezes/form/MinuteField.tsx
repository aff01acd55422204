import { Form } from 'antd';
import type { ComponentProps } from 'react';
import { ClockNumber } from '@/components/schedule/minute/ClockNumber';
import DayField from '@/components/schedule/minute/DayField';

interface Props {
  name: 'from' | 'to';
  label: string;
  extra?: string;
  zone: string;
  rules?: ComponentProps<typeof Form.Item>['rules'];
}

/** Day, hour and minute on the clocks of a zone. Faults stand below the day. */
export function MinuteField({ name, label, extra, zone, rules = [] }: Props) {
  return (
    <fieldset className="freeze-minute">
      <legend className="visually-hidden">{label}</legend>
      <Form.Item
        name={[name, 'day']}
        label={label}
        {...(extra ? { extra } : {})}
        dependencies={[
          ['from', 'day'],
          ['from', 'hour'],
          ['from', 'minute'],
          [name, 'hour'],
          [name, 'minute'],
        ].filter(([part, field]) => part !== name || field !== 'day')}
        rules={[{ required: true, message: 'Choose a day' }, ...(rules ?? [])]}
      >
        <DayField zone={zone} />
      </Form.Item>
      <Form.Item name={[name, 'hour']} label="Hour" rules={[{ required: true, message: 'Hour' }]}>
        <ClockNumber label={`${label}, hour`} max={23} />
      </Form.Item>
      <Form.Item name={[name, 'minute']} label="Minute" rules={[{ required: true, message: 'Minute' }]}>
        <ClockNumber label={`${label}, minute`} max={59} />
      </Form.Item>
    </fieldset>
  );
}
