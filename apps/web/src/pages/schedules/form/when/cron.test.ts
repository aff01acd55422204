import { readCron, writeCron } from './cron';

test.each([
  ['0 20 * * *', 'daily'],
  ['30 2 * * 1-5', 'weekdays'],
  ['0 6 * * 1', 'weekly'],
  ['15 4 31 * *', 'monthly'],
  ['5 * * * *', 'hourly'],
])('%s is shown by fields, and the fields say the same expression again', (expression, repeat) => {
  const parts = readCron(expression);
  expect(parts.repeat).toBe(repeat);
  expect(writeCron(parts)).toBe(expression);
});

test.each(['*/5 * * * *', '0 0 1 1 *', '0 20 * *', '0 9-17 * * *', '0 9 1 * 1', ''])(
  '“%s” is left as it was written: no field says all of it',
  (expression) => {
    expect(readCron(expression).repeat).toBe('custom');
  },
);

test('Sunday may be 0 or 7', () => {
  expect(readCron('0 6 * * 7').weekday).toBe(0);
});
