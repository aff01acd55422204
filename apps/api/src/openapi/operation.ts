import { z } from 'zod';
import type { Route } from '../http/route';
import { inline, type JsonSchema, reference } from './components';

const problem = { $ref: '#/components/responses/Problem' };
const shared = (name: string) => ({ $ref: `#/components/parameters/${name}` });

/** One route as an OpenAPI operation. */
export function toOperation(route: Route): JsonSchema {
  const { method, path, summary, description, tag, permission } = route;
  const notes = [description, ...(isOfTeam(route) ? [`Needs the permission \`${permission}\`.`] : [])];
  return {
    operationId: operationId(method, path, route.when?.query),
    summary,
    ...(notes.some(Boolean) ? { description: notes.filter(Boolean).join('\n\n') } : {}),
    tags: [tag],
    ...(permission === 'public' ? { security: publicSecurity(path) } : {}),
    parameters: parametersOf(route),
    ...(route.body && !isEmpty(route.body) ? { requestBody: requestBody(route.body) } : {}),
    responses: responsesOf(route),
  };
}

function isOfTeam(route: Route): boolean {
  return route.permission !== 'public' && route.permission !== 'user';
}

function publicSecurity(path: string): JsonSchema[] {
  return /\/(refresh|logout)$/.test(path) ? [{ refreshCookie: [] }] : [];
}

/** `POST /v1/apps/{id}/deployments` → `postAppsIdDeployments`. */
function operationId(method: string, path: string, by: string | undefined): string {
  const words = [...path.replace(/^\/v1\//, '').split(/[^A-Za-z]+/), ...(by ? ['by', by] : [])].filter(Boolean);
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

function parametersOf(route: Route): JsonSchema[] {
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: propertiesOf(route.params).find((property) => property.name === name)?.schema ?? idSchema,
  }));
  const inQuery = propertiesOf(route.query).map(({ name, required, schema }) => {
    const { description, ...rest } = schema;
    return { name, in: 'query', required, ...(description ? { description } : {}), schema: rest };
  });
  return [
    ...inPath,
    ...inQuery,
    ...(isOfTeam(route) ? [shared('Team')] : []),
    ...(route.method === 'post' ? [shared('IdempotencyKey')] : []),
    ...(route.events ? [shared('LastEventId')] : []),
  ];
}

const idSchema = { type: 'string', description: 'Id' };

function propertiesOf(schema: z.ZodType | null): { name: string; required: boolean; schema: JsonSchema }[] {
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape).flatMap(([name, property]) => {
    if (!(property instanceof z.ZodType)) return [];
    return [{ name, required: !property.safeParse(undefined).success, schema: inline(property, 'input') }];
  });
}

function isEmpty(schema: z.ZodType): boolean {
  return schema instanceof z.ZodObject && Object.keys(schema.shape).length === 0;
}

function requestBody(schema: z.ZodType): JsonSchema {
  const required = !schema.safeParse({}).success;
  return { required, content: { 'application/json': { schema: reference(schema, 'input') } } };
}

function responsesOf(route: Route): JsonSchema {
  const headers = route.hasLocation ? { headers: { Location: { schema: { type: 'string' } } } } : {};
  const content = contentOf(route);
  return {
    [route.status]: { description: route.summary, ...headers, ...(content ? { content } : {}) },
    ...(route.permission === 'public' ? {} : { 401: problem }),
    ...(isOfTeam(route) ? { 403: problem } : {}),
    ...(isOfTeam(route) || route.path.includes('{') ? { 404: problem } : {}),
    400: problem,
    default: problem,
  };
}

function contentOf(route: Route): JsonSchema | null {
  if (route.events) return { 'text/event-stream': { schema: { oneOf: eventsOf(route.events) } } };
  if (!route.reply || route.status === 204) return null;
  return { 'application/json': { schema: reference(route.reply) } };
}

function eventsOf(events: Record<string, z.ZodType>): JsonSchema[] {
  return Object.entries(events).map(([event, data]) => ({
    type: 'object',
    description: `event: ${event}`,
    properties: { id: { type: 'string' }, event: { const: event }, data: reference(data) },
  }));
}
