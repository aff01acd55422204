import { Form, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { ClockNumber } from '@/components/schedule/minute/ClockNumber';
import { cronSentence } from '@/components/schedule/words/schedule';
import type { ScheduleValues } from '../values';
import { type CronParts, type Repeat, readCron, writeCron } from './cron';
import { EndFields } from './EndFields';

const repeats: { value: Repeat; label: string }[] = [
  { value: 'daily', label: 'Every day' },
  { value: 'weekdays', label: 'Weekdays' },
  { value: 'weekly', label: 'Every week' },
  { value: 'monthly', label: 'Every month' },
  { value: 'hourly', label: 'Every hour' },
  { value: 'custom', label: 'As a cron expression' },
];
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const mondayFirst = [1, 2, 3, 4, 5, 6, 0].map((value) => ({ value, label: `on ${weekdays[value]}` }));

interface Props {
  values: ScheduleValues;
  change: (part: Partial<ScheduleValues>) => void;
  /** The expression as the API says it back. */
  words: string | null;
}

/** A time that comes again: the usual ones by their fields, every other as an expression. Both show the same. */
export function RecurringFields({ values, change, words }: Props) {
  const [isCustom, setCustom] = useState(false);
  const parts = readCron(values.cron);
  const repeat = isCustom ? 'custom' : parts.repeat;
  function choose(next: Repeat) {
    setCustom(next === 'custom');
    if (next !== 'custom') change({ cron: writeCron({ ...parts, repeat: next }) });
  }
  const set = (part: Partial<CronParts>) => change({ cron: writeCron({ ...parts, ...part }) });
  return (
    <>
      <Form.Item label="Repeats" htmlFor="schedule_repeat">
        <div className="repeat-fields">
          <Select id="schedule_repeat" value={repeat} options={repeats} onChange={choose} className="repeat-kind" />
          {repeat === 'custom' ? null : <Detail repeat={repeat} parts={parts} set={set} />}
        </div>
      </Form.Item>
      <Form.Item
        name="cron"
        label="Cron expression"
        extra={words ? `${cronSentence(words)}.` : 'Minute, hour, day of the month, month, day of the week.'}
        rules={[{ required: true, whitespace: true, message: 'Say when it comes again' }]}
      >
        <Input className="mono" spellCheck={false} autoComplete="off" maxLength={200} placeholder="0 20 * * 1-5" />
      </Form.Item>
      <EndFields values={values} />
    </>
  );
}

interface DetailProps {
  repeat: Repeat;
  parts: CronParts;
  set: (part: Partial<CronParts>) => void;
}

function Detail({ repeat, parts, set }: DetailProps) {
  return (
    <>
      {repeat === 'weekly' ? (
        <Select
          aria-label="Day of the week"
          className="repeat-day"
          value={parts.weekday}
          options={mondayFirst}
          onChange={(weekday) => set({ weekday })}
        />
      ) : null}
      {repeat === 'monthly' ? (
        <InputNumber
          aria-label="Day of the month"
          className="repeat-date"
          prefix="on day"
          min={1}
          max={31}
          precision={0}
          value={parts.date}
          onChange={(date) => date && set({ date })}
        />
      ) : null}
      <span className="row repeat-time">
        <span className="muted">at</span>
        {repeat === 'hourly' ? null : (
          <>
            <ClockNumber label="Hour" max={23} value={parts.hour} onChange={(hour) => hour !== null && set({ hour })} />
            <span aria-hidden="true">:</span>
          </>
        )}
        <ClockNumber
          label="Minute"
          max={59}
          value={parts.minute}
          onChange={(minute) => minute !== null && set({ minute })}
        />
        {repeat === 'hourly' ? <span className="muted">past the hour</span> : null}
      </span>
    </>
  );
}
