import { UnlockOutlined } from '@ant-design/icons';
import type { Deployment } from '@oatfin/contracts';
import { Button } from 'antd';
import { lazy, Suspense, useRef, useState } from 'react';
import { useMay } from '@/access';
import { useReturnFocus } from '@/components/actions/return-focus';

const OverrideDialog = lazy(() => import('./OverrideDialog'));

/** For admins, on a deployment that a freeze holds: lets it through, with a reason. */
export function OverrideButton({ deployment, isInList = false }: { deployment: Deployment; isInList?: boolean }) {
  const mayOverride = useMay('freeze:override');
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useReturnFocus(isOpen, button);
  if (!mayOverride || deployment.status !== 'blocked' || deployment.reason?.code !== 'freeze') return null;
  return (
    <>
      <Button
        ref={button}
        icon={<UnlockOutlined aria-hidden />}
        onClick={() => setOpen(true)}
        {...(isInList ? { 'aria-label': `Override the freeze for ${deployment.appName}` } : {})}
      >
        Override freeze…
      </Button>
      <Suspense fallback={null}>
        {isOpen ? <OverrideDialog deployment={deployment} close={() => setOpen(false)} /> : null}
      </Suspense>
    </>
  );
}
