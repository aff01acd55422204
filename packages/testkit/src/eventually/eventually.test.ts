import { eventually } from '.';

test('it gives what the first try that succeeds gives', async () => {
  let tries = 0;
  const attempt = () => {
    tries += 1;
    if (tries < 3) throw new Error('not yet');
    return tries;
  };
  expect(await eventually(attempt, { intervalMs: 1 })).toBe(3);
});

test('when the time is over it throws what the last try threw', async () => {
  const failing = eventually(() => expect('old').toBe('new'), { timeoutMs: 50 });
  await expect(failing).rejects.toThrow('Expected: "new"');
});

test('a try that hangs is given up when the time is over', async () => {
  const hanging = eventually(() => new Promise(() => undefined), { timeoutMs: 50 });
  await expect(hanging).rejects.toThrow('still not so after 50 ms');
});
