import { CronError, parseCron } from '..';

test.each([
  ['0 8 * * 1', 'At 08:00, only on Monday'],
  ['30 20 * * *', 'At 20:30'],
  ['*/15 9-17 * * MON-FRI', 'Every 15 minutes, between 09:00 and 17:59, Monday through Friday'],
  ['0 0 29 2 *', 'At 00:00, on day 29 of the month, only in February'],
  ['0 0 1 JAN,jul *', 'At 00:00, on day 1 of the month, only in January and July'],
  ['0 6 * * 7', 'At 06:00, only on Sunday'],
  ['* * * * *', 'Every minute'],
])('"%s" is said as "%s"', (expression, words) => {
  expect(parseCron(expression)).toEqual({ expression, words });
});

test.each(['0 8 13 * 5', '0 8 */2 * 1', '0 9 1 * 1-5'])(
  'the words for "%s" say that either kind of day will do',
  (expression) => expect(parseCron(expression).words).toMatch(/\(on days that match either\)$/),
);

test('a step of one opens a field, so that the other kind of day decides alone', () => {
  expect(parseCron('0 8 */1 * 1').words).toBe('At 08:00, only on Monday');
});

test('spaces are made single, and what was stored can be read again', () => {
  const cron = parseCron('  0\t8  *  *   MON ');
  expect(cron.expression).toBe('0 8 * * MON');
  expect(parseCron(cron.expression)).toEqual(cron);
});

test.each([
  ['60 * * * *', 'The minute field "60" must be 0 to 59.'],
  ['0 25 * * *', 'The hour field "25" must be 0 to 23.'],
  ['0 1,25 * * *', 'The hour field "1,25" is wrong: "25" must be 0 to 23.'],
  ['0 -5 * * *', 'The hour field "-5" is neither a value, a range nor a star with a step.'],
  ['0 0 0 * *', 'The day-of-month field "0" must be 1 to 31.'],
  ['0 0 L * *', 'The day-of-month field "L" must be 1 to 31.'],
  ['0 0 * 13 *', 'The month field "13" must be 1 to 12 or JAN to DEC.'],
  ['0 0 * MON *', 'The month field "MON" must be 1 to 12 or JAN to DEC.'],
  ['0 0 * * 8', 'The day-of-week field "8" must be 0 to 7 or SUN to SAT.'],
  ['0 0 * * 1#2', 'The day-of-week field "1#2" is neither a value, a range nor a star with a step.'],
  ['0 0 * * ?', 'The day-of-week field "?" is neither a value, a range nor a star with a step.'],
  ['*/0 * * * *', 'The minute field "*/0" is wrong: "/0" must be a step of 1 to 59.'],
  ['*/60 * * * *', 'The minute field "*/60" is wrong: "/60" must be a step of 1 to 59.'],
  ['5/10 * * * *', 'The minute field "5/10" has a step but no range: write "5-59/10".'],
  ['0 22-2 * * *', 'The hour field "22-2" runs backwards: write "22-23,0-2".'],
  ['*,5 * * * *', 'The minute field "*,5" is wrong: "*" must stand alone or have a step.'],
  ['1,,2 * * * *', 'The minute field "1,,2" is wrong: "" is neither a value, a range nor a star with a step.'],
  ['0x1 * * * *', 'The minute field "0x1" must be 0 to 59.'],
  ['001 * * * *', 'The minute field "001" must be 0 to 59.'],
  ['H * * * *', 'The minute field "H" must be 0 to 59.'],
  ['@daily', 'Write "0 0 * * *" for "@daily".'],
  [`${'0,'.repeat(300)}0 * * * *`, 'The cron pattern is too long to be meant.'],
])('"%s" is refused with the field and the reason', (expression, message) => {
  expect(() => parseCron(expression)).toThrow(new CronError(message));
});

test.each([
  ['', 0],
  ['0 8 * *', 4],
  ['0 0 8 * * 1', 6],
])('"%s" is refused because it has not five fields', (expression, count) => {
  expect(() => parseCron(expression)).toThrow(CronError);
  expect(() => parseCron(expression)).toThrow(`this one has ${count}.`);
});

test.each(['0 0 31 2 *', '0 0 30 FEB *', '0 0 31 4,6,9,11 *', '0 0 30-31 2 *', '0 0 31 4-6/2 *'])(
  '"%s" names a date that no year has, and is refused',
  (expression) =>
    expect(() => parseCron(expression)).toThrow(/^The day-of-month field .* never has: it would never run\.$/),
);

test.each(['0 0 31 2 1', '0 0 31 2,3 *', '0 0 29 2 *', '0 0 */30 2 *'])(
  '"%s" has days to run on, and is accepted',
  (expression) => expect(parseCron(expression).expression).toBe(expression),
);
