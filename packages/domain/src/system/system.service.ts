import type { System } from '@oatfin/contracts';
import type { Ctx } from '@oatfin/domain/context';
import type { TargetStatus } from '@oatfin/providers/targets';

/** Which parts Oatfin needs are there, and how to get those that are not. */
export async function getSystem(ctx: Ctx, version: string): Promise<System> {
  const { engine, edge } = await ctx.providers.target('docker').status();
  return { version, engine: toPart(engine), edge: toPart(edge), mailbox: ctx.hasMailbox };
}

function toPart(status: TargetStatus): System['engine'] {
  return { state: status.state, detail: status.detail, howTo: status.state === 'missing' ? status.howTo : null };
}
