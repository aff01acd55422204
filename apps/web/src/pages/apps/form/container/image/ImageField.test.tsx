import type { Registry } from '@oatfin/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { App, Form } from 'antd';
import { MemoryRouter } from 'react-router-dom';
import { RegistryField } from '../RunFields';
import { hostOf } from './host';
import { ImageField } from './ImageField';

const registry = (id: string, name: string, host: string): Registry => ({
  ...{ id, name, host, username: 'ada', verifiedAt: null, createdAt: '', updatedAt: '' },
});
const found = { host: 'r.example', repository: 'shop', reference: '', tag: '1', digest: 'sha256:abcd', platforms: [] };
const refusal = { code: 'image.not_allowed', detail: 'It may not be pulled.' };

type Answer = (registryId: string | null, image: string) => { status: number; body: unknown };

/** Draws the field of one image; gives the credentials that the registry is asked with, as they come. */
function show(registries: Registry[], answer: Answer) {
  const asked: (string | null)[] = [];
  const reply = (status: number, body: unknown) => ({ ok: status < 400, status, json: async () => body });
  window.fetch = jest.fn(async (url: unknown, init?: RequestInit) => {
    if (!String(url).endsWith('/images/resolve')) return reply(200, { registries });
    const { registry: given = null, image }: { registry?: string | null; image: string } = JSON.parse(
      String(init?.body),
    );
    asked.push(given);
    const { status, body } = answer(given, image);
    return reply(status, body);
  }) as unknown as typeof fetch;
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <App>
        <MemoryRouter>
          <Form initialValues={{ containers: [{ image: 'r.example/shop:1' }] }}>
            <ImageField index={0} base={['containers', 0]} />
            <RegistryField base={['containers', 0]} />
          </Form>
        </MemoryRouter>
      </App>
    </QueryClientProvider>,
  );
  return asked;
}

const sees = (text: string | RegExp) => screen.findByText(text, {}, { timeout: 5_000 });

const letIn =
  (id: string): Answer =>
  (given, image) =>
    given === id && image.startsWith('r.example')
      ? { status: 200, body: { image: found } }
      : { status: 422, body: refusal };

test('credentials stored for the registry are chosen by themselves, and it says so', async () => {
  const asked = show([registry('a', 'Other', 'other.example'), registry('b', 'Private', 'r.example')], letIn('b'));
  expect(await sees(/Using the credentials “Private”/)).toBeInTheDocument();
  expect(await sees(/sha256:abcd/)).toBeInTheDocument();
  expect(asked).toEqual([null, 'b']);
}, 20_000);

test('credentials that were taken away again stay away', async () => {
  const asked = show([registry('b', 'Private', 'r.example')], letIn('b'));
  await sees(/Using the credentials “Private”/);
  const clear = document.querySelector('.ant-select-clear');
  if (!clear) throw new Error('nothing to clear');
  fireEvent.click(clear);
  expect(await sees('Choose registry credentials')).toBeInTheDocument();
  expect(asked.filter((given) => given === 'b')).toHaveLength(1);
}, 20_000);

test('credentials go when another registry is typed, and come back with the first', async () => {
  const asked = show([registry('b', 'Private', 'r.example')], letIn('b'));
  await sees(/Using the credentials “Private”/);
  const type = (value: string) => fireEvent.change(screen.getByLabelText('Image'), { target: { value } });
  type('other.example/shop:1');
  await sees(/can add credentials for other.example/);
  type('r.example/shop:2');
  await sees(/Using the credentials “Private”/);
  expect(asked).toEqual([null, 'b', 'b', null, null, 'b']);
}, 20_000);

test('a registry that nobody stored credentials for: whoever may not add them is told who can', async () => {
  show([registry('a', 'Other', 'other.example')], letIn('b'));
  expect(await sees(/An admin of the team can add credentials for r.example/)).toBeInTheDocument();
}, 20_000);

test('a registry that is away can be asked again', async () => {
  const away = { status: 422, body: { code: 'registry.unreachable', detail: 'It does not answer.' } };
  let isAway = true;
  show([], () => (isAway ? away : { status: 200, body: { image: found } }));
  const again = await sees('Try again');
  isAway = false;
  fireEvent.click(again);
  await waitFor(() => expect(screen.getByText(/sha256:abcd/)).toBeInTheDocument());
}, 20_000);

test('the host of an image is read as registries are named', () => {
  const hosts = ['nginx', 'shop/api:2', 'index.docker.io/shop/api', 'localhost/api', 'R.example:5000/api'].map(hostOf);
  expect(hosts).toEqual(['docker.io', 'docker.io', 'docker.io', 'localhost', 'r.example:5000']);
});
