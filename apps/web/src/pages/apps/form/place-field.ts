import { type NamePath, splitPath } from '@/api/field-errors';
import type { AppValues } from './values';

const direct = new Set(['name', 'image', 'registry', 'replicas', 'cpu', 'memoryMb', 'publicPort']);

/** Where a fault of the API stands in the app form: `containers.0.env.PORT` is a row there, not a name. */
export function placeInAppForm(values: AppValues): (path: string) => NamePath | null {
  return (path) => {
    const [first, index, field, ...rest] = splitPath(path);
    if (first === 'name' || first === 'environment') return [first];
    if (first === 'dependsOn') return ['dependsOn'];
    if (first === 'expiresAt' || first === 'ttlHours') return ['lifetime', 'kind'];
    if (first !== 'containers' || typeof index !== 'number' || typeof field !== 'string') return null;
    const place = placeInContainer(values, index, field, rest);
    return place && ['containers', index, ...place];
  };
}

function placeInContainer(values: AppValues, index: number, field: string, rest: NamePath): NamePath | null {
  if (direct.has(field) || field === 'ports' || field === 'command') return [field];
  if (field === 'healthCheck') return ['healthCheck', rest[0] ?? 'type'];
  if (field !== 'env' && field !== 'secrets') return null;
  const rows = values.containers[index]?.[field] ?? [];
  const row = rows.findIndex(({ name }) => name === rest.join('.'));
  return row < 0 ? null : [field, row, 'value'];
}
