import { UnlockOutlined } from '@ant-design/icons';
import { RelativeTime } from '@/time/Time';
import type { LiveDeployment } from './live';

/** Who let a deployment through a freeze, and why; nothing for the others. */
export function FreezeOverride({ deployment: { freezeOverride } }: { deployment: LiveDeployment }) {
  if (!freezeOverride) return null;
  const { by, reason, at } = freezeOverride;
  return (
    <p className="muted">
      <UnlockOutlined aria-hidden /> {by} let it through a freeze <RelativeTime at={at} />: “{reason}”
    </p>
  );
}
