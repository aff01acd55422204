import { Button } from 'antd';
import { useMemo } from 'react';
import type { DeploymentStream } from '@/api/deployment-stream';
import type { StreamState } from '@/api/events';
import { LogView } from '@/components/log/LogView';
import { stepWords } from '@/components/status/words';

interface Props {
  stream: DeploymentStream;
  isLive: boolean;
  step: string | null;
  showAll: () => void;
}

/** The deployment's log as it comes, of all steps or of one. */
export function DeploymentLog({ stream, isLive, step, showAll }: Props) {
  const entries = useMemo(
    () => (step ? stream.lines.filter((line) => line.step === step) : stream.lines),
    [stream.lines, step],
  );
  return (
    <section className="panel" aria-label="Log">
      <div className="spread deployment-log-head">
        <h2>{step ? `Log of “${stepWords[step as keyof typeof stepWords].title}”` : 'Log'}</h2>
        {step ? (
          <Button size="small" onClick={showAll}>
            Show the whole log
          </Button>
        ) : null}
      </div>
      <LogView
        entries={entries}
        label="Deployment log"
        placeholder={isLive ? 'Waiting for the first line…' : 'It wrote nothing.'}
        notice={noticeFor(stream.state, stream.droppedLines)}
        isLive={isLive}
      />
    </section>
  );
}

function noticeFor(state: StreamState, dropped: number): string | null {
  if (state === 'reconnecting' || state === 'waiting') return 'The connection broke. Reconnecting…';
  if (state === 'refused') return 'The log can no longer be read. Reload the page to try again.';
  if (dropped > 0) return `The first ${dropped.toLocaleString('en')} lines are left out here.`;
  return null;
}
