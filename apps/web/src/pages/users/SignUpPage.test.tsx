import { fireEvent, render, screen } from '@testing-library/react';
import { At } from '../../../test/umi';
import SignUpPage from './SignUpPage';

test('every field that does not fit says so itself; the browser adds no bubble of its own', async () => {
  render(
    <At path="/sign-up">
      <SignUpPage />
    </At>,
  );
  fireEvent.change(screen.getByLabelText('E-mail'), { target: { value: 'ada' } });
  fireEvent.click(screen.getByRole('button', { name: 'Create account' }));
  expect(await screen.findByText('This is not an e-mail address')).toBeInTheDocument();
  expect(await screen.findByText('Enter your name')).toBeInTheDocument();
  expect(await screen.findByText('Choose a password')).toBeInTheDocument();
});
