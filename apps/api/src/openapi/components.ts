import * as contracts from '@oatfin/contracts';
import { z } from 'zod';

/** A piece of JSON Schema 2020-12 (which OpenAPI 3.1 uses as it is) or of the document around it. */
export type JsonSchema = { [key: string]: unknown };

const uri = (name: string) => `#/components/schemas/${name}`;

/** Requests and replies of one name can differ (defaults), so each stands under one of the two. */
const isRequest = (name: string) => /(Body|Query|Input)$/.test(name);

const replies = z.registry<{ id: string }>();
const requests = z.registry<{ id: string }>();
for (const [name, schema] of Object.entries(contracts)) {
  if (schema instanceof z.ZodType) (isRequest(name) ? requests : replies).add(schema, { id: name });
}

/** Every named schema of the contracts, replies as they are sent and requests as they are accepted. */
export function outputSchemas(): JsonSchema {
  const sent = z.toJSONSchema(replies, { ...options, io: 'output', uri }).schemas;
  const accepted = z.toJSONSchema(requests, { ...options, io: 'input', uri }).schemas;
  const all: Record<string, JsonSchema> = { ...sent, ...accepted };
  return Object.fromEntries(Object.entries(all).map(([name, schema]) => [name, withoutIds(schema)]));
}

/** A reference to a named schema, or the schema itself where it has no name. */
export function reference(schema: z.ZodType, io: 'input' | 'output' = 'output'): JsonSchema {
  const name = (io === 'input' ? requests : replies).get(schema)?.id;
  return name ? { $ref: uri(name) } : inline(schema, io);
}

/** A schema written out, without references. */
export function inline(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { ...options, io });
  return withoutIds(rest);
}

type Options = NonNullable<Parameters<typeof z.toJSONSchema>[1]>;

const options = {
  target: 'draft-2020-12',
  unrepresentable: 'any',
  // Replies may gain fields; clients must not refuse those they do not know.
  override: ({ zodSchema, jsonSchema }) => {
    const isOpen = zodSchema instanceof z.ZodObject && zodSchema.def.catchall === undefined;
    if (isOpen) delete jsonSchema.additionalProperties;
  },
} satisfies Options;

function withoutIds(schema: JsonSchema): JsonSchema {
  const { $schema: _dialect, $id: _id, id: _name, ...rest } = schema;
  return rest;
}
