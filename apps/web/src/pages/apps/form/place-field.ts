import { type NamePath, splitPath } from '@/api/field-errors';
import type { AppValues } from './values';

const direct = new Set(['name', 'image', 'registry', 'replicas', 'cpu', 'memoryMb', 'publicPort']);

/** Where a fault of the API stands in the app form: `containers.0.env.PORT` is a row there, not a name. */
export function placeInAppForm(values: AppValues): (path: string) => NamePath | null {
  return (path) => {
    const [first, index, field, ...rest] = splitPath(path);
    if (first === 'name' || first === 'environment') return [first];
    if (first === 'dependsOn') return placeInDependencies(values, index, field);
    if (first === 'expiresAt' || first === 'ttlHours') return ['lifetime', 'kind'];
    if (first !== 'containers' || typeof index !== 'number' || typeof field !== 'string') return null;
    const place = placeInContainer(values, index, field, rest);
    return place && ['containers', index, ...place];
  };
}

/** Which apps is one field; how long before is one of each. */
function placeInDependencies(values: AppValues, index: unknown, field: unknown): NamePath {
  const app = typeof index === 'number' ? values.dependsOn[index] : undefined;
  return field === 'leadMinutes' && app ? ['leadMinutes', app] : ['dependsOn'];
}

function placeInContainer(values: AppValues, index: number, field: string, rest: NamePath): NamePath | null {
  if (direct.has(field) || field === 'ports' || field === 'command') return [field];
  if (field === 'healthCheck') return ['healthCheck', shownField(values.containers[index]?.healthCheck.type, rest[0])];
  if (field !== 'env' && field !== 'secrets') return null;
  const rows = values.containers[index]?.[field] ?? [];
  const row = rows.findIndex(({ name }) => name === rest.join('.'));
  return row < 0 ? null : [field, row, 'value'];
}

/** A fault about a field that this kind of check does not show stands beside the kind. */
function shownField(type: string | undefined, field: string | number | undefined): string {
  const isShown =
    (field === 'path' && type === 'http') ||
    (field === 'port' && (type === 'http' || type === 'tcp')) ||
    (field === 'command' && type === 'command') ||
    (typeof field === 'string' && type !== 'none' && /Seconds$|^retries$/.test(field));
  return isShown ? String(field) : 'type';
}
