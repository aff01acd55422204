import momentGenerateConfig from '@rc-component/picker/es/generate/moment';
import generatePicker from 'antd/es/date-picker/generatePicker';
import type { Moment } from 'moment';
import { useMemo } from 'react';
import type { Day } from '@/time/wall-clock';
import { moment } from '@/time/zones';
import '../../lifetime/moment-field.css';

const MomentPicker = generatePicker<Moment>(momentGenerateConfig);

const oneDigit = ['ddd D MMM YYYY', 'D MMM YYYY', 'D MMMM YYYY', 'YYYY-MM-DD', 'D/M/YYYY', 'D.M.YYYY'];
/** The first is how a day is shown, all are how it may be typed. moment takes no leading zero where it is to find one digit. */
const formats = [...oneDigit, ...oneDigit.map((format) => format.replace(/\bD\b/, 'DD').replace(/\bM\b/, 'MM'))];

interface Props {
  value?: Day | null;
  onChange?: (day: Day | null) => void;
  id?: string;
  /** Says which day is today. */
  zone: string;
  label?: string;
}

/** A day of the calendar, picked or typed. It is a day only: which instant a minute of it is, the API says. */
export default function DayField({ value, onChange, id, zone, label }: Props) {
  // The picker makes its moments without naming a zone, and "today" is to be today there.
  moment.tz.setDefault(zone);
  // The picker drops what is being typed when it is given another value, and a new moment of the same day is one.
  const picked = useMemo(() => (value ? moment.tz(value, 'YYYY-MM-DD', zone) : null), [value, zone]);
  return (
    <MomentPicker
      {...(id ? { id } : {})}
      {...(label ? { 'aria-label': label } : {})}
      value={picked}
      onChange={(date) => onChange?.(date ? date.format('YYYY-MM-DD') : null)}
      format={formats}
      minDate={moment.tz(zone).startOf('day')}
      allowClear={false}
      placeholder="10 Feb 2027"
      style={{ width: '100%' }}
    />
  );
}
