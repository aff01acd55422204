import momentGenerateConfig from '@rc-component/picker/es/generate/moment';
import generatePicker from 'antd/es/date-picker/generatePicker';
import type { Moment } from 'moment';
import { useMemo } from 'react';
import { moment } from '@/time/zones';
import './moment-field.css';

const MomentPicker = generatePicker<Moment>(momentGenerateConfig);

interface Props {
  /** ISO 8601 in UTC, as it goes over the wire. */
  value?: string | null;
  onChange?: (value: string | null) => void;
  id?: string;
  zone: string;
}

/** A date and time as the person's own wall clock shows it; only the future can be chosen. */
export default function MomentField({ value, onChange, id, zone }: Props) {
  // The picker makes its moments without naming a zone, so the default has to be the person's.
  moment.tz.setDefault(zone);
  // The picker drops what is being typed when it is given another value, and a new moment of the same time is one.
  const picked = useMemo(() => (value ? moment.tz(value, zone) : null), [value, zone]);
  return (
    <MomentPicker
      {...(id ? { id } : {})}
      value={picked}
      onChange={(date) => onChange?.(date ? date.toISOString() : null)}
      showTime={{ format: 'HH:mm', minuteStep: 5 }}
      format="D MMM YYYY, HH:mm"
      minDate={moment.tz(zone)}
      style={{ width: '100%' }}
    />
  );
}
