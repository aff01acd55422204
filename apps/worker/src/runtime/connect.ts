import { type SystemCtx, toPublicUrl } from '@oatfin/domain/context';
import type { WorkerConfig } from '@oatfin/platform/config';
import type { Logger } from '@oatfin/platform/logging';
import { connectStores } from '@oatfin/platform/stores';
import { createProviders } from '@oatfin/providers/compose';

/** Connects the stores and the outside world: what every handler is given. */
export async function connectWorker(
  config: WorkerConfig,
  logger: Logger,
): Promise<{ ctx: SystemCtx; close(): Promise<void> }> {
  const { base, close } = await connectStores(config, logger);
  const limits = { teamConcurrency: config.TEAM_CONCURRENCY };
  const publicUrl = toPublicUrl(config.PUBLIC_URL);
  const ctx = {
    ...base,
    providers: createProviders(config),
    limits,
    edgePort: config.EDGE_PORT,
    publicUrl,
    hasMailbox: false,
  };
  return { ctx, close };
}
