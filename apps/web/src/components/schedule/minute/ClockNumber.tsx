import { InputNumber } from 'antd';

interface Props {
  value?: number | null;
  onChange?: (value: number | null) => void;
  id?: string;
  label: string;
  max: number;
}

/** An hour or a minute in two digits; arrow keys go up and down. */
export function ClockNumber({ value, onChange, id, label, max }: Props) {
  return (
    <InputNumber<number>
      {...(id ? { id } : {})}
      {...(onChange ? { onChange } : {})}
      value={value ?? null}
      aria-label={label}
      min={0}
      max={max}
      precision={0}
      inputMode="numeric"
      formatter={(shown, { userTyping, input }) => (userTyping ? input : padded(shown))}
      onFocus={(event) => event.target.select()}
    />
  );
}

function padded(value: number | undefined): string {
  return value === undefined || String(value) === '' ? '' : String(value).padStart(2, '0');
}
