import { Alert, Button } from 'antd';
import { lazy, Suspense, useMemo, useRef, useState } from 'react';
import { useMay } from '@/access';
import { useUpdateApp } from '@/api/apps';
import { useNotify } from '@/components/actions/notify';
import { useReturnFocus } from '@/components/actions/return-focus';
import { AppForm } from '../form/AppForm';
import { type AppValues, fromApp, toBody } from '../form/values';
import { useOutletApp } from '../outlet';

const DeleteDialog = lazy(() => import('./DeleteDialog'));

/** What the app is, to be changed; and its end. */
export default function SettingsTab() {
  const app = useOutletApp();
  const mayUpdate = useMay('app:update');
  const update = useUpdateApp(app.id);
  const notify = useNotify();
  const [version, setVersion] = useState(0);
  // Only a save makes the form anew: a poll that brings a newer app must not take away what is being typed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  const initial = useMemo(() => fromApp(app), [version, app.id]);

  async function submit(values: AppValues) {
    await update.mutateAsync(toBody(values, app));
    notify.succeed('Saved. Deploy to put it to work.');
    setVersion(version + 1);
  }

  return (
    <div className="stack">
      {mayUpdate ? (
        <AppForm key={version} initial={initial} appId={app.id} submitLabel="Save" submit={submit} />
      ) : (
        <Alert type="info" showIcon title="Your role in this team lets you look, not change." />
      )}
      <DangerZone />
    </div>
  );
}

function DangerZone() {
  const app = useOutletApp();
  const mayDelete = useMay('app:delete');
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useReturnFocus(isOpen, button);
  if (!mayDelete) return null;
  return (
    <section className="panel spread danger-zone" aria-label="Delete">
      <div>
        <h2>Delete this app</h2>
        <p className="muted">Its containers, address, secrets and history go. It cannot be undone.</p>
      </div>
      <Button ref={button} danger onClick={() => setOpen(true)}>
        Delete…
      </Button>
      <Suspense fallback={null}>{isOpen ? <DeleteDialog app={app} close={() => setOpen(false)} /> : null}</Suspense>
    </section>
  );
}
