import type { TargetCall } from '../..';
import type { OwnContainer } from '../containers/list';
import { pause } from '../engine/pause';
import type { Scope } from '../scope';
import { proberOf } from './choose-prober';
import { unhealthy } from './unhealthy';

const pollMs = 250;

/** Resolves when a public container accepts connections; throws UnhealthyError after `acceptSeconds`. */
export async function awaitAccepting(scope: Scope, container: OwnContainer, call: TargetCall): Promise<void> {
  const prober = proberOf(scope);
  const deadline = Date.now() + scope.limits.acceptSeconds * 1000;
  for (;;) {
    const fault = await prober.tcp(container.address, container.publicPort ?? 0, 2);
    if (fault === null) return;
    if (Date.now() >= deadline) throw await unhealthy(scope, container, fault);
    await pause(pollMs, call.signal);
  }
}
