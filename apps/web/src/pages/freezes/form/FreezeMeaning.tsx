import { Form } from 'antd';
import { formatMinutes, formatWall } from '@/time/format';
import { useTimezone } from '@/time/Time';
import { cityOf } from '@/time/wall-clock';
import { moment } from '@/time/zones';
import { type FreezeValues, isInOrder, toBody } from './values';

/** What the minutes mean: how long it holds, and when that is for the reader. The API has the last word on it. */
export function FreezeMeaning() {
  const values: FreezeValues | undefined = Form.useWatch([]);
  const own = useTimezone();
  const body = values?.from && values.to ? toBody({ ...values, name: values.name ?? '' }) : null;
  if (!body || !values || !isInOrder(values.from, values.to)) return null;
  const [from, to] = [body.from, body.to].map(({ year, month, day, hour, minute }) =>
    moment.tz([year, month - 1, day, hour, minute], body.timezone).toDate(),
  );
  if (!from || !to) return null;
  const minutes = Math.round((to.getTime() - from.getTime()) / 60_000);
  const isElsewhere = formatWall(from, own) !== formatWall(from, body.timezone);
  return (
    <p className="freeze-meaning" role="status">
      Nothing starts for {formatMinutes(minutes)}
      {isElsewhere ? (
        <>
          : for you in {cityOf(own)}, {formatWall(from, own)} to {formatWall(to, own)}
        </>
      ) : null}
      .
    </p>
  );
}
