import type { OwnContainer } from '../containers/list';
import { engineCallUnless } from '../engine/errors';
import { framesOf } from '../engine/frames';
import type { Scope } from '../scope';

const tailLines = 50;

/** The last 50 lines of a container, running or not; empty when it is gone. */
export async function logTail({ docker }: Scope, { id, name }: OwnContainer): Promise<string[]> {
  const options = { stdout: true, stderr: true, tail: tailLines, follow: false } as const;
  const output = await engineCallUnless([404], `read the log of ${name}`, () => docker.getContainer(id).logs(options));
  if (output === null) return [];
  const text = Buffer.concat(framesOf(output).map(({ payload }) => payload)).toString('utf8');
  return text
    .replace(/\n$/, '')
    .split('\n')
    .slice(-tailLines)
    .filter((line, _, all) => all.length > 1 || line !== '');
}
