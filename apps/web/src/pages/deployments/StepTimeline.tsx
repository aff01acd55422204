import type { DeploymentStatus, DeploymentStep } from '@oatfin/contracts';
import { hasEnded } from '@/api/deployments';
import { lookOf, StatusGlyph } from '@/components/status/StatusMark';
import { stepWords } from '@/components/status/words';
import { formatDuration } from '@/time/format';
import { useNow } from '@/time/now';
import type { LiveDeployment } from './live';

interface Props {
  deployment: LiveDeployment;
  chosen: string | null;
  choose: (step: string | null) => void;
}

/** The steps from top to bottom, with how long each took; choosing one narrows the log to it. */
export function StepTimeline({ deployment, chosen, choose }: Props) {
  const isOver = hasEnded(deployment.status);
  const now = useNow(isOver ? null : 500).getTime();
  const durations = deployment.steps.map((step) => durationOf(step, now));
  const longest = Math.max(1, ...durations);
  const done = deployment.steps.filter(({ status }) => status === 'succeeded').length;
  return (
    <section className="panel timeline" aria-label="Steps">
      <div className="spread">
        <h2>Steps</h2>
        <span className="muted" aria-live="polite">
          {done} of {deployment.steps.length} done
        </span>
      </div>
      <progress className="timeline-progress" value={done} max={deployment.steps.length} aria-label="Steps done" />
      <ol>
        {deployment.steps.map((step, index) => (
          <StepRow
            key={step.name}
            step={step}
            end={isOver ? deployment.status : null}
            duration={durations[index] ?? 0}
            share={(durations[index] ?? 0) / longest}
            isChosen={chosen === step.name}
            choose={() => choose(chosen === step.name ? null : step.name)}
          />
        ))}
      </ol>
    </section>
  );
}

const interrupted = { ...lookOf('step', 'skipped'), label: 'Interrupted' };
const notReached = { ...lookOf('step', 'skipped'), label: 'Not reached' };

interface RowProps {
  /** How the deployment ended, when it has. */
  end: DeploymentStatus | null;
  step: DeploymentStep;
  duration: number;
  share: number;
  isChosen: boolean;
  choose: () => void;
}

function StepRow({ end, step, duration, share, isChosen, choose }: RowProps) {
  const look = lookAt(step, end);
  const words = stepWords[step.name];
  return (
    <li className={`step tone-${look.tone} step-${step.status}`}>
      <button type="button" aria-pressed={isChosen} onClick={choose} disabled={!step.startedAt} title={words.does}>
        <StatusGlyph look={look} size={20} />
        <span className="step-body">
          <span className="step-title">
            <span>{words.title}</span>
            <span className="muted">{step.startedAt ? formatDuration(duration) : look.label}</span>
          </span>
          <span className="step-bar" aria-hidden="true">
            <span style={{ width: step.startedAt ? `max(${share * 100}%, 4px)` : 0 }} />
          </span>
          {step.error ? <span className="step-error">{step.error.message}</span> : null}
          <span className="visually-hidden">{look.label}</span>
        </span>
      </button>
    </li>
  );
}

/** The step that a cancel caught did nothing wrong. */
function lookAt({ status }: DeploymentStep, end: DeploymentStatus | null) {
  if (end === 'canceled' && status === 'failed') return interrupted;
  return end !== null && status === 'pending' ? notReached : lookOf('step', status);
}

function durationOf({ startedAt, endedAt }: DeploymentStep, now: number): number {
  if (!startedAt) return 0;
  return Math.max(0, (endedAt ? Date.parse(endedAt) : now) - Date.parse(startedAt));
}
