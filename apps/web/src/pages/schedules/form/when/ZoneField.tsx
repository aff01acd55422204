import { Button, Form } from 'antd';
import { useMemo } from 'react';
import { formatInZone } from '@/time/format';
import { useNow } from '@/time/now';
import { ZoneSelect } from '@/time/ZoneSelect';
import { guessTimezone } from '@/time/zones';

/** The zone whose clocks count, at first the one this device is in. */
export function ZoneField({ zone, choose }: { zone: string; choose: (zone: string) => void }) {
  const now = useNow();
  const guessed = useMemo(guessTimezone, []);
  return (
    <div className="zone-field">
      <Form.Item name="timezone" label="Time zone" extra={`It is ${formatInZone(now, zone)} there.`}>
        <ZoneSelect />
      </Form.Item>
      {guessed === zone ? null : (
        <Button size="small" onClick={() => choose(guessed)}>
          Use {guessed}, as this device says
        </Button>
      )}
    </div>
  );
}
