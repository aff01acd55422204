import SwaggerParser from '@apidevtools/swagger-parser';
import { routes } from '../app';
import { serveBare } from '../bare.fixture';

test('the document is valid OpenAPI 3.1 and names every route', async () => {
  const api = await serveBare();
  const answer = await api.call('GET', '/v1/openapi.json');
  await api.close();
  expect(answer.status).toBe(200);
  expect(answer.json.openapi).toBe('3.1.0');
  const paths: Record<string, object> = JSON.parse(JSON.stringify(answer.json.paths));
  for (const { method, path } of routes) expect(paths[path]).toHaveProperty(method);
  const document: Parameters<typeof SwaggerParser.validate>[0] = JSON.parse(answer.text);
  await expect(SwaggerParser.validate(document)).resolves.toBeDefined();
});

test('every operation has an id of its own', async () => {
  const api = await serveBare();
  const { text } = await api.call('GET', '/v1/openapi.json');
  await api.close();
  const ids = [...text.matchAll(/"operationId":"(\w+)"/g)].map(([, id]) => id);
  expect(ids.length).toBeGreaterThan(20);
  expect(new Set(ids).size).toBe(ids.length);
});
