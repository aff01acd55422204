import type { TargetCall } from '../..';
import type { OwnContainer } from '../containers/list';
import { nameOf } from '../containers/replica-name';
import { readNew } from '../logs/read-logs';
import type { Scope } from '../scope';

/** A container that talks more than this while it starts is not listened to any longer. */
const mostLines = 1_000;

/** Each call tells the deployment's log what the container has written since the call before. */
export function createTeller(scope: Scope, container: OwnContainer, call: TargetCall): () => Promise<void> {
  const who = nameOf(container);
  let since: string | null = null;
  let told = 0;
  return async () => {
    if (told >= mostLines) return;
    since = await readNew(scope, container, since, ({ text, stream }) => {
      told += 1;
      if (told < mostLines) call.log(`${who}: ${text}`, stream);
      if (told === mostLines) call.log(`${who} writes more; the rest is in the app's logs`);
    });
  };
}
