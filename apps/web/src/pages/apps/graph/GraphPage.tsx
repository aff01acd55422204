import { Link } from 'umi';
import { type Graph, useDependencyGraph } from '@/api/graph';
import { Disclosure } from '@/components/disclosure/Disclosure';
import { EmptyState, ErrorState, LoadingBlocks } from '@/components/feedback/Feedback';
import { usePageTitle } from '@/components/shell/title';
import { lookOf, StatusGlyph } from '@/components/status/StatusMark';
import { AppsHead } from '../AppsHead';
import { GraphView } from './GraphView';
import './graph.css';

/** Which app needs which, drawn. */
export default function GraphPage() {
  usePageTitle('Dependencies');
  const graph = useDependencyGraph();
  return (
    <div className="stack">
      <AppsHead />
      {graph.isPending ? <LoadingBlocks heights={[420]} label="Loading the dependencies" /> : null}
      {graph.isError && !graph.data ? (
        <section className="panel">
          <ErrorState what="The dependencies" error={graph.error} retry={() => graph.refetch()} />
        </section>
      ) : null}
      {graph.data ? <Drawn graph={graph.data} /> : null}
    </div>
  );
}

function Drawn({ graph }: { graph: Graph }) {
  if (graph.apps.length === 0) {
    return (
      <section className="panel">
        <EmptyState title="No apps yet">Once there are some, which of them needs which is drawn here.</EmptyState>
      </section>
    );
  }
  if (graph.edges.length === 0) return <NoDependencies first={graph.apps[0]?.id ?? ''} />;
  return (
    <>
      <GraphView graph={graph} />
      <Alone graph={graph} />
      {graph.apps.length >= 1_000 ? <p className="muted">The first 1,000 apps by name are drawn.</p> : null}
    </>
  );
}

function NoDependencies({ first }: { first: string }) {
  return (
    <section className="panel">
      <EmptyState title="No app depends on another">
        Where one needs another, such as an API its database, say so in its{' '}
        <Link to={`/apps/${first}/settings`}>Settings</Link>, under “Depends on”. Oatfin then deploys what is needed
        first, and draws here who needs whom.
      </EmptyState>
    </section>
  );
}

/** Apps that no edge touches would only fill the drawing. */
function Alone({ graph: { apps, edges } }: { graph: Graph }) {
  const touched = new Set(edges.flatMap(({ app, dependsOn }) => [app, dependsOn]));
  const alone = apps.filter(({ id }) => !touched.has(id));
  if (alone.length === 0) return null;
  const title = alone.length === 1 ? '1 app stands alone' : `${alone.length} apps stand alone`;
  return (
    <section className="panel panel-tight">
      <Disclosure title={title} hint="they need no other, and none needs them">
        <ul className="graph-alone">
          {alone.map(({ id, name, status }) => (
            <li key={id}>
              <StatusGlyph look={lookOf('app', status)} />
              <Link to={`/apps/${id}/overview`} title={`${name}: ${lookOf('app', status).label}`}>
                {name}
              </Link>
            </li>
          ))}
        </ul>
      </Disclosure>
    </section>
  );
}
