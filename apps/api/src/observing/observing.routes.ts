import { AppLogLine, AppLogsQuery, AppLogsReply, AppStateReply } from '@oatfin/contracts';
import { readAppLogs, readAppState } from '@oatfin/domain/observing';
import { z } from 'zod';
import { route } from '../http/route';
import { stream } from '../http/stream';

const tag = 'Apps';
/** Reading logs without following them ends by itself; this ends it when a container never stops answering. */
const readTimeoutMs = 20_000;

export const observingRoutes = [
  route({
    method: 'get',
    path: '/v1/apps/{id}/state',
    permission: 'app:read',
    tag,
    summary: "Read the state of an app's containers",
    reply: AppStateReply,
    status: 200,
    handle: async (ctx, { params }) => ({ containers: await readAppState(ctx, params.id) }),
  }),
  route({
    method: 'get',
    path: '/v1/apps/{id}/logs',
    permission: 'app:read',
    tag,
    summary: "Read the last lines of an app's running containers",
    query: AppLogsQuery,
    reply: AppLogsReply,
    status: 200,
    handle: async (ctx, { params, query }) => {
      const signal = AbortSignal.timeout(readTimeoutMs);
      const lines: z.infer<typeof AppLogLine>[] = [];
      for await (const line of await readAppLogs(ctx, params.id, { ...query, follow: false, signal })) {
        if (line) lines.push(line);
      }
      return { lines };
    },
  }),
  stream({
    path: '/v1/apps/{id}/logs',
    when: { query: 'follow', value: 'true' },
    permission: 'app:read',
    tag,
    summary: "Follow an app's running containers",
    query: AppLogsQuery.extend({ follow: z.literal('true') }),
    description: 'The last lines come first; `ready` says that they have all been sent.',
    events: { log: AppLogLine, ready: z.object({}) },
    open: async (ctx, { params, query, signal }) =>
      asEvents(await readAppLogs(ctx, params.id, { ...query, follow: true, signal })),
  }),
];

async function* asEvents(lines: AsyncIterable<z.infer<typeof AppLogLine> | null>) {
  for await (const data of lines) yield data ? { event: 'log' as const, data } : { event: 'ready' as const, data: {} };
}
