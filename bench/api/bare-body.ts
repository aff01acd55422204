/** A container as the bench sends it. */
export interface BareContainer {
  name: string;
  image: string;
  publicPort?: number;
  ports?: number[];
  env?: Record<string, string>;
  secrets?: Record<string, string>;
  healthCheck?: object;
}

/** The body of a create. Throws when it does not have the shape. */
export function readApp(body: unknown): { name: string; containers: BareContainer[] } {
  if (!isRecord(body) || !Array.isArray(body.containers) || !body.containers.every(isContainer)) {
    throw new Error('the body does not fit');
  }
  return { name: readName(body), containers: body.containers };
}

/** The name in a body. Throws when there is none. */
export function readName(body: unknown): string {
  if (!isRecord(body) || typeof body.name !== 'string' || body.name === '') throw new Error('name is missing');
  return body.name;
}

function isContainer(value: unknown): value is BareContainer {
  if (!isRecord(value) || typeof value.name !== 'string' || typeof value.image !== 'string') return false;
  return areTexts(value.env ?? {}) && areTexts(value.secrets ?? {}) && Array.isArray(value.ports ?? []);
}

function areTexts(value: unknown): boolean {
  return isRecord(value) && Object.values(value).every((text) => typeof text === 'string');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
