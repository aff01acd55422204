import { Link } from 'umi';
import { type Queue, type QueueEntry, useQueue } from '@/api/queue';
import { EmptyState, ErrorState, LoadingBlocks } from '@/components/feedback/Feedback';
import { usePageTitle } from '@/components/shell/title';
import { QueueRow } from './QueueRow';
import './queue.css';
import { countWords } from './explanation';

/** Everything of the team that runs, waits or is blocked, with the reason: nothing is invisible. */
export default function QueuePage() {
  usePageTitle('Queue');
  const queue = useQueue();
  return (
    <div className="stack">
      <div>
        <h1>Queue</h1>
        <p className="muted">
          Everything that was started and has not ended, and what it waits for.
          {queue.data ? ` Up to ${queue.data.limit} deployments of the team run at a time, one of each app.` : ''}
        </p>
      </div>
      {queue.isPending ? <LoadingBlocks heights={[96, 140]} label="Loading the queue" /> : null}
      {queue.isError && !queue.data ? (
        <section className="panel">
          <ErrorState what="The queue" error={queue.error} retry={() => queue.refetch()} />
        </section>
      ) : null}
      {queue.data ? <Sections queue={queue.data} isStale={queue.isError} /> : null}
    </div>
  );
}

function Sections({ queue, isStale }: { queue: Queue; isStale: boolean }) {
  const words = countWords(queue);
  return (
    <>
      <p role="status" className={words ? 'visually-hidden' : 'queue-none'}>
        {words}
      </p>
      {isStale ? <p className="queue-stale">Oatfin does not answer just now. This is how it stood last.</p> : null}
      {words === '' ? <Nothing /> : null}
      <Section title="Running" of={queue.limit} entries={queue.running} queue={queue} />
      <Section title="Waiting" entries={queue.waiting} queue={queue} />
      <Section title="Blocked" entries={queue.blocked} queue={queue} />
      {queue.truncated ? <p className="muted">Of each, the oldest 200 are shown.</p> : null}
    </>
  );
}

interface SectionProps {
  title: string;
  /** How many there may be at a time. */
  of?: number;
  entries: QueueEntry[];
  queue: Queue;
}

function Section({ title, of, entries, queue }: SectionProps) {
  if (entries.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2 className="queue-head">
        {title} <span className="muted">{of ? `${entries.length} of ${of}` : entries.length}</span>
      </h2>
      <ol className="panel queue-rows">
        {entries.map((entry) => (
          <QueueRow key={entry.deployment.id} entry={entry} queue={queue} />
        ))}
      </ol>
    </section>
  );
}

function Nothing() {
  return (
    <section className="panel">
      <EmptyState title="Nothing is waiting or running">
        A deployment is here from the moment it is asked for until it ends. What is planned for later is under{' '}
        <Link to="/schedules">Schedules</Link>.
      </EmptyState>
    </section>
  );
}
