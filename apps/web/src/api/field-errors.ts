import type { FieldError } from '@oatfin/contracts';
import type { FormInstance } from 'antd';
import { ApiError } from './request';

export type NamePath = (string | number)[];

/** Where a fault of the API stands in a form; null when the form has no such field. */
export type PlaceField = (path: string) => NamePath | null;

/** `containers.0.ports.1` → `['containers', 0, 'ports', 1]`. */
export function splitPath(path: string): NamePath {
  return path === '' ? [] : path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/**
 * Puts each fault beside its field and gives the sentences that belong to none; these are for the form's own alert.
 * Faults without field errors give the problem's `detail`.
 */
export function showProblem(
  form: FormInstance,
  error: unknown,
  place: PlaceField = splitPath,
  reveal: (name: NamePath) => void = () => undefined,
): string[] {
  if (!(error instanceof ApiError)) throw error;
  if (error.errors.length === 0) return [error.message];
  const { placed, unplaced } = sortErrors(error.errors, place);
  form.setFields(placed.map(({ name, messages }) => ({ name, errors: messages })));
  const first = placed[0];
  for (const { name } of placed) reveal(name);
  if (first) form.scrollToField(first.name, { block: 'center', focus: true });
  return unplaced;
}

/** Splits faults into those with a field and those without; several faults of one field stay together. */
export function sortErrors(errors: FieldError[], place: PlaceField) {
  const placed = new Map<string, { name: NamePath; messages: string[] }>();
  const unplaced: string[] = [];
  for (const { path, message } of errors) {
    const name = path === '' ? null : place(path);
    if (!name) {
      unplaced.push(path ? `${path}: ${message}` : message);
      continue;
    }
    const key = name.join('.');
    const entry = placed.get(key) ?? { name, messages: [] };
    entry.messages.push(capitalize(message));
    placed.set(key, entry);
  }
  return { placed: [...placed.values()], unplaced };
}

function capitalize(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
