import { Select } from 'antd';
import { useMemo } from 'react';
import { otherCities } from './cities';
import { listTimezones } from './zones';

interface Props {
  id?: string;
  value?: string;
  onChange?: (zone: string) => void;
}

/** Every time zone with its offset now, found by its name, by a large city in it, or by the offset. */
export function ZoneSelect({ id, value, onChange }: Props) {
  const options = useMemo(listOptions, []);
  return (
    <Select
      {...(id ? { id } : {})}
      {...(value === undefined ? {} : { value })}
      {...(onChange ? { onChange } : {})}
      aria-label="Time zone"
      options={options}
      showSearch={{ filterOption: (text, option) => option?.search.includes(plain(text)) ?? false }}
      notFoundContent="No time zone has this name; try a large city nearby"
    />
  );
}

function listOptions() {
  return listTimezones().map(({ name, offset }) => {
    const label = `${name.replaceAll('_', ' ')} (${offset})`;
    return { value: name, label, search: plain(`${label} ${otherCities[name] ?? ''}`) };
  });
}

/** Without accents and case: São Paulo is found as `sao paulo`. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .replaceAll('_', ' ')
    .toLowerCase();
}
