import { Button } from 'antd';
import { useMay } from '@/access';
import { useApps } from '@/api/apps';
import { EmptyState, ErrorState, LoadingBlocks } from '@/components/feedback/Feedback';
import { usePageTitle } from '@/components/shell/title';
import { AppsHead, NewAppButton } from './AppsHead';
import { AppFilterBar } from './list/AppFilterBar';
import { AppList } from './list/AppList';
import { useAppFilters } from './list/filters';

/** Every app of the team: what it is, how it does, where it answers, how its last deployments went. */
export default function AppsPage() {
  usePageTitle('Apps');
  const mayCreate = useMay('app:create');
  const { filters, isFiltered, change, reset } = useAppFilters();
  const apps = useApps(filters);
  const rows = apps.data?.pages.flatMap((page) => page.apps) ?? [];
  const isFirstUse = apps.isSuccess && rows.length === 0 && !isFiltered;

  return (
    <div className="stack">
      <AppsHead isFirstUse={isFirstUse} />
      {isFirstUse ? (
        <section className="panel">
          <EmptyState title="Deploy your first app" action={mayCreate ? <NewAppButton /> : null}>
            {mayCreate
              ? 'Name it, say which image to run and which port gets the traffic. It takes a minute.'
              : 'This team has no apps yet. Ask a developer of the team to create one.'}
          </EmptyState>
        </section>
      ) : (
        <>
          <AppFilterBar filters={filters} change={change} apps={rows} />
          <section className="panel app-list-panel" aria-label="Apps" aria-busy={apps.isPlaceholderData}>
            {apps.isPending ? <LoadingBlocks heights={[56, 56, 56, 56]} label="Loading apps" /> : null}
            {apps.isError ? <ErrorState what="Your apps" error={apps.error} retry={() => apps.refetch()} /> : null}
            {apps.isSuccess && rows.length === 0 ? (
              <EmptyState title="No app matches" action={<Button onClick={reset}>Show all apps</Button>} />
            ) : null}
            {rows.length > 0 && !apps.isError ? <AppList apps={rows} /> : null}
          </section>
          {apps.hasNextPage ? (
            <Button className="load-more" loading={apps.isFetchingNextPage} onClick={() => apps.fetchNextPage()}>
              Show more apps
            </Button>
          ) : null}
        </>
      )}
    </div>
  );
}
