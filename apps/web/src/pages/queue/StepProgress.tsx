import type { Deployment } from '@oatfin/contracts';
import { lookOf } from '@/components/status/StatusMark';
import { stepWords } from '@/components/status/words';

/** The steps as a bar of six, with the one that is under way in words. */
export function StepProgress({ deployment }: { deployment: Deployment }) {
  const { steps, cancelRequestedAt } = deployment;
  const done = steps.filter(({ status }) => status === 'succeeded').length;
  const at = steps.find(({ status }) => status === 'running') ?? steps.find(({ status }) => status === 'pending');
  const words = at ? stepWords[at.name].title : 'Finishing';
  return (
    <div className="step-progress">
      <div className="step-progress-words">
        <span>{cancelRequestedAt ? 'Stops and puts back what served before' : words}</span>
        <span className="muted">
          {done} of {steps.length} done
        </span>
      </div>
      <div className="step-progress-bar" aria-hidden="true">
        {steps.map(({ name, status }) => (
          <span
            key={name}
            className={`tone-${lookOf('step', status).tone} step-progress-${status}`}
            title={stepWords[name].title}
          />
        ))}
      </div>
    </div>
  );
}
