import { Button } from 'antd';
import { useSearchParams } from 'umi';
import { type RevisionDetails, useRevisions } from '@/api/apps';
import { EmptyState, ErrorState, LoadingBlocks } from '@/components/feedback/Feedback';
import { useOutletApp } from '../outlet';
import { RevisionDifference } from './RevisionDifference';
import { RevisionList } from './RevisionList';
import './revisions.css';

/** The app's revisions, and what differs between any two of them. */
export default function RevisionsTab() {
  const app = useOutletApp();
  const revisions = useRevisions(app.id);
  const rows = revisions.data?.pages.flatMap((page) => page.revisions) ?? [];
  if (revisions.isPending) return <LoadingBlocks heights={[56, 56, 56]} label="Loading revisions" />;
  if (revisions.isError) {
    return <ErrorState what="The revisions" error={revisions.error} retry={() => revisions.refetch()} />;
  }
  if (rows.length === 0) {
    return (
      <section className="panel">
        <EmptyState title="No revisions yet">
          Every deployment of a changed app keeps a numbered copy of its settings here, to compare and to go back to.
        </EmptyState>
      </section>
    );
  }
  return (
    <div className="revisions-grid">
      <div className="stack">
        <RevisionList app={app} revisions={rows} />
        {revisions.hasNextPage ? (
          <Button loading={revisions.isFetchingNextPage} onClick={() => revisions.fetchNextPage()}>
            Show older revisions
          </Button>
        ) : null}
      </div>
      <ChosenDifference revisions={rows} />
    </div>
  );
}

/** Which two are compared stands in the page's address; at first the last two. */
function ChosenDifference({ revisions }: { revisions: RevisionDetails[] }) {
  const [params, setParams] = useSearchParams();
  const newest = revisions[0];
  const numbers = revisions.map(({ number }) => number);
  const to = Number(params.get('to') ?? newest?.number);
  const from = Number(params.get('from') ?? numbers.find((number) => number < to) ?? to);
  const change = (next: { from: number; to: number }) =>
    setParams({ from: String(next.from), to: String(next.to) }, { replace: true });
  return <RevisionDifference revisions={revisions} from={from} to={to} change={change} />;
}
