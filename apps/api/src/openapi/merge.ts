import type { JsonSchema } from './components';

/**
 * Two routes that share method and path, told apart by a query parameter, as the one operation OpenAPI knows: parameters
 * together (those of one alone are optional), bodies and answers either way.
 */
export function mergeOperations(first: JsonSchema, second: JsonSchema): JsonSchema {
  const descriptions = [first, second].map((one) => [one.summary, one.description].filter(Boolean).join(': '));
  return {
    ...first,
    description: descriptions.join('\n\n'),
    parameters: mergeParameters(listOf(first.parameters), listOf(second.parameters)),
    ...mergeBodies(first.requestBody, second.requestBody),
    responses: mergeResponses(recordOf(first.responses), recordOf(second.responses)),
  };
}

function mergeParameters(first: JsonSchema[], second: JsonSchema[]): JsonSchema[] {
  const key = (parameter: JsonSchema) => String(parameter.$ref ?? `${parameter.in} ${parameter.name}`);
  const ofBoth = (parameter: JsonSchema) =>
    [first, second].every((list) => list.some((one) => key(one) === key(parameter)));
  const all = new Map([...second, ...first].map((parameter) => [key(parameter), parameter]));
  return [...all.values()].map((parameter) =>
    ofBoth(parameter) || !('required' in parameter) ? parameter : { ...parameter, required: false },
  );
}

function mergeBodies(first: unknown, second: unknown): JsonSchema {
  if (!first || !second) return first || second ? { requestBody: first ?? second } : {};
  return { requestBody: { ...recordOf(first), required: false, content: mergeContent(first, second) } };
}

function mergeResponses(first: JsonSchema, second: JsonSchema): JsonSchema {
  const merged = { ...second, ...first };
  for (const [status, response] of Object.entries(first)) {
    const other = second[status];
    if (recordOf(response).content === undefined || recordOf(other).content === undefined) continue;
    merged[status] = { ...recordOf(response), content: mergeContent(response, other) };
  }
  return merged;
}

function mergeContent(first: unknown, second: unknown): JsonSchema {
  const [one, other] = [recordOf(recordOf(first).content), recordOf(recordOf(second).content)];
  const merged = { ...one, ...other };
  for (const type of Object.keys(one).filter((name) => name in other)) {
    const schemas = [recordOf(one[type]).schema, recordOf(other[type]).schema];
    const differ = JSON.stringify(schemas[0]) !== JSON.stringify(schemas[1]);
    merged[type] = { schema: differ ? { anyOf: schemas } : schemas[0] };
  }
  return merged;
}

function recordOf(value: unknown): JsonSchema {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function listOf(value: unknown): JsonSchema[] {
  return Array.isArray(value) ? value.map(recordOf) : [];
}
