import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { Form } from 'antd';
import { LifetimeFields } from './LifetimeFields';
import { type Lifetime, toExpiry } from './lifetime';

test('a date typed as the wall clock shows it becomes that moment in UTC', async () => {
  const seen: Lifetime[] = [];
  render(
    <Form initialValues={{ lifetime: { kind: 'date' } }} onValuesChange={(_, values) => seen.push(values.lifetime)}>
      <LifetimeFields />
    </Form>,
  );
  const field = await screen.findByLabelText('Ends at', {}, { timeout: 10_000 });
  const year = new Date().getUTCFullYear() + 1;
  fireEvent.mouseDown(field);
  fireEvent.change(field, { target: { value: `5 Jan ${year}, 10:30` } });
  fireEvent.click(await screen.findByText('OK'));
  await waitFor(() => expect(seen.at(-1)?.date).toBe(`${year}-01-05T10:30:00.000Z`));
}, 30_000);

test('hours are sent as hours, for the server to count from its own clock', () => {
  expect(toExpiry({ kind: '24' })).toEqual({ ttlHours: 24 });
  expect(toExpiry({ kind: 'none' })).toEqual({ expiresAt: null });
});
