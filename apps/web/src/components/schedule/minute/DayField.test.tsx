import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import DayField from './DayField';

jest.setTimeout(60_000);

let draw: (count: number) => void;

/** A form of which something else is drawn anew while somebody types: an answer comes, a clock goes on. */
function Form({ changed }: { changed: (day: string | null) => void }) {
  const [day, setDay] = useState<string | null>('2099-02-11');
  const [, setCount] = useState(0);
  draw = setCount;
  const change = (next: string | null) => {
    setDay(next);
    changed(next);
  };
  return <DayField label="Date" zone="Asia/Kolkata" value={day} onChange={change} />;
}

test('a day that is being typed stays when the form is drawn anew meanwhile, and Enter takes it', async () => {
  const changed = jest.fn();
  const user = userEvent.setup();
  render(<Form changed={changed} />);
  const field = screen.getByLabelText('Date');
  await user.click(field);
  await user.clear(field);
  await user.type(field, '2099-03-05');
  act(() => draw(1));
  expect(field).toHaveValue('Thu 5 Mar 2099');
  await user.keyboard('{Enter}');
  expect(changed).toHaveBeenLastCalledWith('2099-03-05');
});
