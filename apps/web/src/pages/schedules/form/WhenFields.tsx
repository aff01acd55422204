import { Form, Segmented } from 'antd';
import { MinuteFields } from '@/components/schedule/minute/MinuteFields';
import type { Preview } from './use-preview';
import type { ScheduleValues } from './values';
import { RecurringFields } from './when/RecurringFields';
import { ZoneField } from './when/ZoneField';

interface Props {
  values: ScheduleValues;
  change: (part: Partial<ScheduleValues>) => void;
  faults: string[];
  preview: Preview;
}

/** One minute or a time that comes again, and the zone whose clocks count. */
export function WhenFields({ values, change, faults, preview }: Props) {
  const { data } = preview.query;
  const isRepeated = data?.notes.some(({ kind }) => kind === 'repeated') ?? false;
  return (
    <>
      <Form.Item name="kind" label="When">
        <Segmented<ScheduleValues['kind']>
          block
          options={[
            { value: 'once', label: 'Once' },
            { value: 'recurring', label: 'Again and again' },
          ]}
        />
      </Form.Item>
      {values.kind === 'once' ? (
        <MinuteFields values={values} change={change} isRepeated={isRepeated} faults={faults} />
      ) : (
        <RecurringFields values={values} change={change} words={preview.isBehind ? null : (data?.cronWords ?? null)} />
      )}
      <ZoneField zone={values.timezone} choose={(timezone) => change({ timezone })} />
    </>
  );
}
