import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from 'antd';
import { MemoryRouter } from 'react-router-dom';
import { ApiError } from '@/api/request';
import { AppForm } from './AppForm';
import { type AppValues, newApp } from './values';

const image = {
  host: 'docker.io',
  repository: 'library/nginx',
  reference: '',
  tag: '1.27',
  digest: 'sha256:abcd',
  platforms: ['linux/amd64'],
};
const answers: Record<string, unknown> = {
  '/v1/images/resolve': { image },
  '/v1/dependency-graph': { graph: { apps: [], edges: [] } },
  '/v1/registries?limit=200': { registries: [] },
};

function show(submit: (values: AppValues) => Promise<void>) {
  window.fetch = jest.fn(async (url: unknown) => ({
    ok: true,
    status: 200,
    json: async () => answers[String(url)] ?? {},
  })) as unknown as typeof fetch;
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <App>
        <MemoryRouter>
          <AppForm initial={newApp()} appId={null} submitLabel="Create app" submit={submit} />
        </MemoryRouter>
      </App>
    </QueryClientProvider>,
  );
}

const paste = (text: string) => ({ clipboardData: { getData: () => text } });

test('a newcomer types the image: it is found, and name and port are suggested', async () => {
  const submit = jest.fn(async () => undefined);
  show(submit);
  fireEvent.change(screen.getByLabelText('Image'), { target: { value: 'nginx:1.27' } });
  await screen.findByText('linux/amd64', {}, { timeout: 3_000 });
  await userEvent.click(screen.getByText('Create app'));
  await waitFor(() => expect(submit).toHaveBeenCalled());
  expect(submit).toHaveBeenCalledWith(
    expect.objectContaining({
      name: 'nginx',
      containers: [expect.objectContaining({ image: 'nginx:1.27', publicPort: 80 })],
    }),
  );
}, 30_000);

test('pasted KEY=value lines fill the rows, and a fault of the API stands beside the row it is about', async () => {
  const refuse = async () => {
    throw new ApiError(422, {
      detail: 'No.',
      errors: [{ path: 'containers.0.env.LEVEL', message: 'is also a secret' }],
    });
  };
  show(refuse);
  fireEvent.change(screen.getByLabelText('Name'), { target: { value: 'shop' } });
  fireEvent.change(screen.getByLabelText('Image'), { target: { value: 'nginx' } });
  const field = screen.getAllByLabelText('Paste KEY=value lines')[0];
  if (!field) throw new Error('no field to paste into');
  fireEvent.paste(field, paste('HOST=db\nLEVEL=info'));
  expect(await screen.findByLabelText('Name of variable 2')).toHaveValue('LEVEL');
  fireEvent.click(screen.getByText('Create app'));
  expect(await screen.findByText('Is also a secret', {}, { timeout: 5_000 })).toBeInTheDocument();
}, 30_000);
