import { useEffect, useRef } from 'react';
import { Outlet, useNavigate, useParams } from 'umi';
import { useApp } from '@/api/apps';
import { ApiError } from '@/api/request';
import { useNotify } from '@/components/actions/notify';
import { EmptyState, ErrorState, LoadingBlocks } from '@/components/feedback/Feedback';
import { usePageTitle } from '@/components/shell/title';
import { AppHead } from './AppHead';
import { AppTabs } from './AppTabs';
import './app.css';

/** The frame of an app's pages: its name, what can be done with it, and the tabs. */
export default function AppPage() {
  const { id = '' } = useParams();
  const app = useApp(id);
  const isGone = app.error instanceof ApiError && app.error.status === 404;
  usePageTitle(app.data?.name ?? 'App');
  useLeaveWhenDeleted(isGone ? app.data : undefined);

  if (app.isPending) return <LoadingBlocks heights={[64, 40, 220, 160]} label="Loading the app" />;
  if (isGone)
    return (
      <EmptyState title="This app does not exist">It may have been deleted, or belong to another team.</EmptyState>
    );
  if (!app.data) return <ErrorState what="This app" error={app.error} retry={() => app.refetch()} />;
  return (
    <div className="stack">
      <AppHead app={app.data} />
      {app.data.status === 'deleting' ? (
        <section className="panel">
          <EmptyState title="Deleting…">
            Its containers, address and secrets are being removed. This page closes when that is done.
          </EmptyState>
        </section>
      ) : (
        <>
          <AppTabs id={id} />
          <Outlet context={app.data} />
        </>
      )}
    </div>
  );
}

/** An app that was here a moment ago and now is not: say so and show the others. */
function useLeaveWhenDeleted(gone: { name: string } | undefined): void {
  const navigate = useNavigate();
  const { succeed } = useNotify();
  const hasLeft = useRef(false);
  useEffect(() => {
    if (!gone || hasLeft.current) return;
    hasLeft.current = true;
    succeed(`${gone.name} is deleted`);
    navigate('/apps', { replace: true });
  }, [gone, navigate, succeed]);
}
