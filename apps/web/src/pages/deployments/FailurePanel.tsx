import type { Failure } from '@oatfin/contracts';
import { Link } from 'umi';
import { CopyButton } from '@/components/log/LogToolbar';
import { lookOf, StatusGlyph } from '@/components/status/StatusMark';
import { stepWords } from '@/components/status/words';
import type { LiveDeployment } from './live';

/** What went wrong and what to do about it, for the person who has to mend it. */
export function FailurePanel({ deployment }: { deployment: LiveDeployment }) {
  const { status, failure, reason } = deployment;
  if (status !== 'failed' && status !== 'rolled_back') return null;
  return (
    <section className={`panel failure tone-${lookOf('deployment', status).tone}`} aria-labelledby="failure-title">
      <div className="row">
        <StatusGlyph look={lookOf('deployment', status)} size={22} />
        <h2 id="failure-title">{titleOf(deployment)}</h2>
      </div>
      {reason ? <p>{reason.message}</p> : null}
      {failure ? <FailureDetails failure={failure} appId={deployment.app} /> : null}
    </section>
  );
}

function FailureDetails({ failure, appId }: { failure: Failure; appId: string }) {
  return (
    <>
      <div className="failure-advice">
        <h3>What to do</h3>
        <p>{failure.advice}</p>
        <p>
          <Link to={`/apps/${appId}/settings`}>Change the app’s settings</Link>
        </p>
      </div>
      <dl className="facts">
        <Fact term="Step">{stepWords[failure.step].title}</Fact>
        {failure.container ? <Fact term="Container">{failure.container}</Fact> : null}
        {failure.container ? (
          <Fact term="Exit code">{failure.exitCode === null ? 'none, it was still running' : failure.exitCode}</Fact>
        ) : null}
        {failure.healthCheck ? <Fact term="Health check">{failure.healthCheck}</Fact> : null}
      </dl>
      {failure.logTail.length > 0 ? <LogTail lines={failure.logTail} /> : null}
    </>
  );
}

function LogTail({ lines }: { lines: string[] }) {
  return (
    <details className="failure-log" open>
      <summary>
        Its last {lines.length === 1 ? 'line' : `${lines.length} lines`}
        <CopyButton text={() => lines.join('\n')} label="Copy" />
      </summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard. */}
      <pre ref={scrollToEnd} tabIndex={0}>
        {lines.join('\n')}
      </pre>
    </details>
  );
}

/** The end is where the cause stands. */
function scrollToEnd(element: HTMLPreElement | null): void {
  if (element) element.scrollTop = element.scrollHeight;
}

function Fact({ term, children }: { term: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function titleOf({ status, previousRevision, failure }: LiveDeployment): string {
  const step = failure ? ` in “${stepWords[failure.step].title}”` : '';
  if (status === 'failed') return `The deployment failed${step}`;
  const serving = previousRevision === null ? 'the old version' : `revision ${previousRevision}`;
  return `The deployment failed${step}; ${serving} serves again`;
}
