import type { FormInstance } from 'antd';
import { useEffect, useRef } from 'react';
import { type NamePath, sortErrors } from '@/api/field-errors';
import { ApiError } from '@/api/request';
import { sayInstants } from '../words/instants';
import { placeInScheduleForm } from './place-field';

/**
 * Shows what the preview has against the form at the fields it is about, and takes it away once the preview has nothing
 * against them any more. Gives the faults of the minute.
 */
export function usePreviewFaults(form: FormInstance, error: unknown): string[] {
  const shown = useRef<NamePath[]>([]);
  const placed = error instanceof ApiError ? sortErrors(error.errors, placeInScheduleForm).placed : [];
  const text = JSON.stringify(placed);
  useEffect(() => {
    const faults: typeof placed = JSON.parse(text);
    clear(form, shown.current);
    setErrors(form, faults);
    shown.current = faults.map(({ name }) => name);
  }, [form, text]);
  return placed.find(({ name }) => name[0] === 'at')?.messages ?? [];
}

function clear(form: FormInstance, names: NamePath[]): void {
  form.setFields(names.map((name) => ({ name, errors: [] })));
}

function setErrors(form: FormInstance, faults: { name: NamePath; messages: string[] }[]): void {
  form.setFields(faults.map(({ name, messages }) => ({ name, errors: messages.map(sayInstants) })));
}
