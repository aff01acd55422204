import type { ResolvedImage, ResolveImageReply } from '@oatfin/contracts';
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { type ApiError, request } from './request';

/** Asks the registry what an image reference stands for now. Not asked while the reference is empty. */
export function useResolvedImage(image: string, registry: string | null) {
  return useQuery<z.infer<typeof ResolvedImage>, ApiError>({
    queryKey: ['images', image, registry],
    queryFn: async ({ signal }) => {
      const data = registry ? { image, registry } : { image };
      const reply = await request<z.infer<typeof ResolveImageReply>>('/images/resolve', {
        method: 'POST',
        data,
        signal,
      });
      return reply.image;
    },
    enabled: image !== '',
    retry: false,
    staleTime: 30_000,
    refetchOnWindowFocus: false,
  });
}
