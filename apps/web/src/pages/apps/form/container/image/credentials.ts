import type { Registry } from '@oatfin/contracts';
import { Form } from 'antd';
import { useEffect, useMemo, useRef } from 'react';
import { useRegistries } from '@/api/registries';
import type { ApiError } from '@/api/request';
import { hostOf } from './host';

/** The credentials an image is pulled with, and which others there are for its registry. */
export interface Credentials {
  host: string | null;
  chosen: Registry | null;
  /** Stored for the image's registry. */
  matching: Registry[];
  isLoading: boolean;
  choose: (registry: Registry) => void;
}

/**
 * Chooses stored credentials when the registry refuses the image without them, or with those of another registry. Once
 * for a registry: whoever takes them away again means it.
 */
export function useCredentials(index: number, image: string, error: ApiError | null): Credentials {
  const form = Form.useFormInstance();
  const path = useMemo(() => ['containers', index, 'registry'], [index]);
  const current: unknown = Form.useWatch(path, form);
  const registries = useRegistries();
  const stored = registries.data;
  const host = hostOf(image);
  const offered = useRef(new Set<string>());
  const chosen = stored?.find(({ id }) => id === current) ?? null;
  const matching = stored?.filter((registry) => registry.host === host) ?? [];
  const next = stored && error?.code === 'image.not_allowed' && host ? findNext(chosen, host, matching) : undefined;
  const chosenHost = chosen?.host;
  const nextId = next === undefined ? undefined : (next?.id ?? null);
  useEffect(() => {
    if (nextId === undefined || host === null || (nextId !== null && offered.current.has(host))) return;
    if (nextId !== null) offered.current.add(host);
    else if (chosenHost) offered.current.delete(chosenHost);
    form.setFieldValue(path, nextId);
  }, [nextId, host, chosenHost, form, path]);
  return {
    ...{ host, chosen, matching, isLoading: registries.isPending },
    choose: ({ id }) => form.setFieldValue(path, id),
  };
}

/** What to try after a refusal: null is "without any", undefined "nothing else". */
function findNext(chosen: Registry | null, host: string, matching: Registry[]): Registry | null | undefined {
  if (chosen?.host === host) return undefined;
  return matching[0] ?? (chosen ? null : undefined);
}
