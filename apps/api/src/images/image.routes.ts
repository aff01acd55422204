import { ResolveImageBody, ResolveImageReply } from '@oatfin/contracts';
import { resolveImage } from '@oatfin/domain/images';
import { type Route, route } from '../http/route';

export const imageRoutes: Route[] = [
  route({
    method: 'post',
    path: '/v1/images/resolve',
    permission: 'image:read',
    summary: 'What an image reference stands for right now',
    description: 'Asks the registry, with the credentials that `registry` names, for an image that the engine can run.',
    tag: 'Images',
    body: ResolveImageBody,
    reply: ResolveImageReply,
    status: 200,
    handle: async (ctx, { body }) => ({ image: await resolveImage(ctx, body) }),
  }),
];
