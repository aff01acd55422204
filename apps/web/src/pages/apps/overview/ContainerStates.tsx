import type { App, ContainerState } from '@oatfin/contracts';
import { useAppState } from '@/api/apps';
import { EmptyState, ErrorState, LoadingBlocks } from '@/components/feedback/Feedback';
import { replicaOf } from '../replica';
import { ContainerCard } from './ContainerCard';
import { keyOf, useSamples } from './samples';

/** What runs now, as the target sees it, a few seconds old at most. */
export function ContainerStates({ app }: { app: App }) {
  const state = useAppState(app.id, true);
  const samples = useSamples(state.data);
  return (
    <section className="panel stack" aria-label="Containers">
      <div className="spread">
        <h2>Containers</h2>
        {state.data && state.data.length > 0 ? <span className="muted">{countWords(state.data)}</span> : null}
      </div>
      {state.isPending ? <LoadingBlocks heights={[120, 120]} label="Loading containers" /> : null}
      {state.isError && !state.data ? (
        <ErrorState what="The containers" error={state.error} retry={() => state.refetch()} />
      ) : null}
      {state.data?.length === 0 ? (
        <EmptyState title="Nothing runs now">Deploy the app to start its containers.</EmptyState>
      ) : null}
      <ul className="containers">
        {state.data?.map((container) => (
          <ContainerCard
            key={keyOf(container)}
            container={container}
            samples={samples.get(keyOf(container)) ?? []}
            replica={replicaOf(app, container)}
          />
        ))}
      </ul>
    </section>
  );
}

function countWords(containers: ContainerState[]): string {
  const running = containers.filter(({ state }) => state === 'running').length;
  return `${running} of ${containers.length} running`;
}
