import type { NotificationsReply, ReadAllBody } from '@oatfin/contracts';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from './request';

const queryKey = ['notifications'];

/** What the team was told, from the newest, page by page, and how much of it is unread; asked again every 30 s. */
export function useNotifications() {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      request<NotificationsReply>('/notifications', { params: { limit: 20, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: 30_000,
  });
  return {
    ...query,
    notifications: query.data?.pages.flatMap((page) => page.notifications) ?? null,
    unreadCount: query.data?.pages[0]?.unreadCount ?? 0,
  };
}

/** Marks one as read. */
export function useReadNotification() {
  return useReading((id: string) => request(`/notifications/${id}/read`, { method: 'POST' }));
}

/** Marks all as read that are as old as `until` or older. */
export function useReadAllNotifications() {
  return useReading((until: string) =>
    request('/notifications/read-all', { method: 'POST', data: { until } satisfies ReadAllBody }),
  );
}

function useReading<Input>(mutationFn: (input: Input) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => client.invalidateQueries({ queryKey }) });
}
