import {
  CreateAppBody,
  CreateDeploymentBody,
  ListAppsQuery,
  ListDeploymentsQuery,
  RegisterBody,
} from '@oatfin/contracts';
import { AppError } from '@oatfin/platform/errors';
import { z } from 'zod';
import { parseInput } from './validate';

/** What is said of each faulty field: `limit must be a number`. */
function faults(schema: z.ZodType, given: unknown, place: 'body' | 'query' = 'body'): string[] {
  try {
    parseInput(schema, given, place);
    return [];
  } catch (error) {
    if (error instanceof AppError) return error.errors.map(({ path, message }) => `${path} ${message}`);
    throw error;
  }
}

const container = { name: 'web', image: 'nginx' };
const appWith = (change: object) => ({ name: 'shop', containers: [{ ...container, ...change }] });

test.each([
  [{ limit: 'many' }, 'limit must be a number'],
  [{ limit: '1.5' }, 'limit must be a whole number'],
  [{ limit: '0' }, 'limit must be at least 1'],
  [{ limit: '201' }, 'limit must be at most 200'],
  [{ search: 'x'.repeat(65) }, 'search must be at most 64 characters'],
  [{ sort: 'age' }, 'sort must be one of name, -name, createdAt, -createdAt, updatedAt, -updatedAt'],
  [{ colour: 'red' }, 'colour is not a field of the query'],
])('a query with %j is refused in plain words', (query, sentence) => {
  expect(faults(ListAppsQuery, query, 'query')).toEqual([sentence]);
});

test.each([
  [{}, ['name is missing', 'containers is missing']],
  [{ name: 1, containers: 'web' }, ['name must be a string', 'containers must be a list']],
  [
    { name: 'x'.repeat(65), containers: [] },
    ['name must be at most 64 characters', 'containers needs at least one container'],
  ],
  [appWith({ replicas: null }), ['containers.0.replicas must be a number']],
  [appWith({ cpu: '1' }), ['containers.0.cpu must be a number']],
  [appWith({ command: [] }), ['containers.0.command must have at least 1 item']],
  [appWith({ env: [] }), ['containers.0.env must be an object']],
  [appWith({ secrets: { TOKEN: 1 } }), ['containers.0.secrets.TOKEN must be a string']],
  [appWith({ healthCheck: {} }), ['containers.0.healthCheck.type is missing']],
  [appWith({ healthCheck: { type: 'udp' } }), ['containers.0.healthCheck.type must be one of http, tcp, command']],
  [
    appWith({ healthCheck: { type: 'http', path: 'x', port: 80 } }),
    ['containers.0.healthCheck.path must begin with /'],
  ],
  [
    { name: 'shop', containers: [container], target: { kind: 'cloud' } },
    ['target.kind must be one of docker, ecs, droplet'],
  ],
  [{ name: 'shop', containers: [container], ttlHours: 0 }, ['ttlHours must be more than 0']],
  [
    { name: 'shop', containers: [container], expiresAt: 'soon' },
    ['expiresAt must be a time in UTC such as 2027-02-10T08:00:00.000Z'],
  ],
])('a body (%#) is refused in plain words', (body, sentences) => {
  expect(faults(CreateAppBody, body)).toEqual(sentences);
});

test('what stands for yes and no, and what a schema says in its own words, is plain too', () => {
  expect(faults(CreateDeploymentBody, { withDependencies: 'yes' })).toEqual(['withDependencies must be true or false']);
  expect(faults(z.object({ follow: z.stringbool() }), { follow: 'maybe' })).toEqual(['follow must be true or false']);
  expect(faults(ListDeploymentsQuery, { app: 'x' }, 'query')).toEqual(['app must be an id: 24 hexadecimal characters']);
  expect(faults(RegisterBody, { email: 'ada' })[0]).toBe('email must be an e-mail address');
});
