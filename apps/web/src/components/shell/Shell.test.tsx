import { render, screen, waitFor } from '@testing-library/react';
import { Route, Routes } from 'react-router-dom';
import { safeNext } from '@/session/next';
import { startSession } from '@/session/session';
import { At } from '../../../test/umi';
import Shell from './Shell';

const page = (
  <Routes>
    <Route path="/login" element="log in here" />
    <Route path="/" element={<Shell />}>
      <Route path="*" element="secret page" />
    </Route>
  </Routes>
);

function refuseRefresh(status: number) {
  localStorage.setItem('oatfin.signed-in', 'yes');
  window.fetch = jest.fn(async () => ({ ok: false, status, json: async () => ({}) })) as unknown as typeof fetch;
}

test('without a login, a page leads to the login page, which remembers where to go', async () => {
  await startSession();
  render(<At path="/apps/1/logs?tail=5">{page}</At>);
  expect(await screen.findByText('log in here')).toBeInTheDocument();
  expect(screen.getByLabelText('address')).toHaveTextContent('/login?next=%2Fapps%2F1%2Flogs%3Ftail%3D5');
});

test('a refresh that is refused ends at the login page; one that nobody answers does not', async () => {
  refuseRefresh(503);
  await startSession();
  const first = render(<At path="/apps">{page}</At>);
  expect(await screen.findByText('Oatfin does not answer')).toBeInTheDocument();
  first.unmount();
  refuseRefresh(401);
  await startSession();
  render(<At path="/apps">{page}</At>);
  await waitFor(() => expect(screen.getByLabelText('address')).toHaveTextContent('/login'));
});

test.each([
  ['?next=%2Fapps%2F1', '/apps/1'],
  ['?next=https%3A%2F%2Fevil.example', '/apps'],
  ['?next=%2F%2Fevil.example', '/apps'],
  ['?next=%2F%5Cevil.example', '/apps'],
  ['', '/apps'],
])('after the login, %s leads to %s: never out of the dashboard', (search, target) => {
  expect(safeNext(search)).toBe(target);
});
