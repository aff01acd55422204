import type {
  CreateRegistryBody,
  RegistriesReply,
  Registry,
  RegistryReply,
  UpdateRegistryBody,
} from '@oatfin/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { request } from './request';

type One = z.infer<typeof RegistryReply>;

/** The team's registries; a team has few, so one page of 200 is all of them. */
export function useRegistries() {
  return useQuery({
    queryKey: ['registries'],
    queryFn: ({ signal }) =>
      request<z.infer<typeof RegistriesReply>>('/registries', { params: { limit: 200 }, signal }),
    select: (reply) => reply.registries,
  });
}

export function useCreateRegistry() {
  return useRegistryMutation((body: CreateRegistryBody) => request<One>('/registries', { method: 'POST', data: body }));
}

export function useUpdateRegistry() {
  return useRegistryMutation(({ id, body }: { id: string; body: UpdateRegistryBody }) =>
    request<One>(`/registries/${id}`, { method: 'PATCH', data: body }),
  );
}

export function useDeleteRegistry() {
  return useRegistryMutation((id: string) => request<undefined>(`/registries/${id}`, { method: 'DELETE' }));
}

/** Logs in to the registry with the stored credentials. */
export function useVerifyRegistry() {
  return useRegistryMutation((id: string) => request<One>(`/registries/${id}/verify`, { method: 'POST' }));
}

function useRegistryMutation<Input, Reply extends { registry: Registry } | undefined>(
  mutationFn: (input: Input) => Promise<Reply>,
) {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => client.invalidateQueries({ queryKey: ['registries'] }) });
}
