import type { UpdateMeBody, UserReply } from '@oatfin/contracts';
import { useMutation } from '@tanstack/react-query';
import type { z } from 'zod';
import { updateUser } from '@/session/session';
import { request } from './request';

/** Changes the person's own profile; every time on screen follows at once. */
export function useUpdateMe() {
  return useMutation({
    mutationFn: (data: UpdateMeBody) => request<z.infer<typeof UserReply>>('/users/me', { method: 'PATCH', data }),
    onSuccess: ({ user }) => updateUser(user),
  });
}
