import { Problem } from '@oatfin/contracts';
import { version } from '../../package.json';
import type { Route } from '../http/route';
import { type JsonSchema, outputSchemas, reference } from './components';
import { mergeOperations } from './merge';
import { toOperation } from './operation';

const description = `Deploy and manage containerised applications on any cloud.

Answers name what they carry; errors are problem details (RFC 9457) with a stable \`code\`; lists are paged with
\`limit\` and \`cursor\`; any POST may carry an \`Idempotency-Key\`.`;

/** The OpenAPI 3.1 document of the routes: made from the very declarations that serve. */
export function toDocument(routes: Route[]): JsonSchema {
  return {
    openapi: '3.1.0',
    info: { title: 'Oatfin API', version, description, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: '/' }],
    tags: [...new Set(routes.map((route) => route.tag))].map((name) => ({ name })),
    security: [{ accessToken: [] }],
    paths: pathsOf(routes),
    components: {
      schemas: outputSchemas(),
      securitySchemes: {
        accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'Good for 15 minutes' },
        refreshCookie: { type: 'apiKey', in: 'cookie', name: 'oatfin_refresh' },
      },
      responses: {
        Problem: {
          description: 'What went wrong, as RFC 9457 problem details',
          content: { 'application/problem+json': { schema: reference(Problem) } },
        },
      },
      parameters: sharedParameters,
    },
  };
}

function pathsOf(routes: Route[]): JsonSchema {
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const route of routes) {
    const item = paths[route.path] ?? {};
    const known = item[route.method];
    item[route.method] = known ? mergeOperations(known, toOperation(route)) : toOperation(route);
    paths[route.path] = item;
  }
  return paths;
}

const sharedParameters = {
  Team: {
    name: 'X-Team-Id',
    in: 'header',
    description: 'The team to act in; default: the team joined first',
    schema: { type: 'string' },
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description: 'Repeats the first answer for 24 hours instead of doing it again',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  },
  LastEventId: {
    name: 'Last-Event-ID',
    in: 'header',
    description: 'Resume after this event',
    schema: { type: 'string' },
  },
};
