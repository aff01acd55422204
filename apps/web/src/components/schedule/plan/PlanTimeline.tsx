import type { PlanEntry, PlannedRun } from '@oatfin/contracts';
import { Link } from 'umi';
import { type Look, lookOf, StatusGlyph } from '@/components/status/StatusMark';
import { formatDay, formatHour, formatMinutes } from '@/time/format';
import { useTimezone } from '@/time/Time';
import { cityOf } from '@/time/wall-clock';
import { lookOfRun } from '../words/run';
import { type PlanStep, stepsOf, waitingWords } from './plan';
import './plan.css';

interface Props {
  plan: PlanEntry[];
  zone: string;
  /** How each app of the plan stands, by app; without it the plan is only a plan. */
  runs?: Map<string, PlannedRun>;
}

/** A plan from top to bottom: at which minute what starts, what waits for what, how long lies between. */
export function PlanTimeline({ plan, zone, runs }: Props) {
  const own = useTimezone();
  const steps = stepsOf(plan);
  return (
    <ol className="plan" aria-label="What starts when">
      {steps.map((step, index) => (
        <li key={step.at} className="plan-step">
          <StepTime step={step} before={steps[index - 1]} zone={zone} own={own} isPast={isPast(step, runs)} />
          <ul className="plan-entries">
            {step.entries.map((entry) => (
              <Entry key={entry.app} entry={entry} plan={plan} run={runs?.get(entry.app)} />
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

interface StepTimeProps {
  step: PlanStep;
  before: PlanStep | undefined;
  zone: string;
  own: string;
  /** It has started: what was "at once" has a time by now. */
  isPast: boolean;
}

function isPast({ entries }: PlanStep, runs: Map<string, PlannedRun> | undefined): boolean {
  return entries.some(({ app }) => runs?.get(app)?.startedAt);
}

function StepTime({ step, before, zone, own, isPast: hasTime }: StepTimeProps) {
  const at = new Date(step.at);
  const here = formatHour(at, own);
  const there = formatHour(at, zone);
  const isAtOnce = step.isAtOnce && !hasTime;
  const isNewDay = before && !isAtOnce && formatDay(new Date(before.at), zone) !== formatDay(at, zone);
  return (
    <div className="plan-time">
      {isNewDay ? <span className="muted plan-day">{formatDay(at, zone)}</span> : null}
      <time dateTime={step.at}>{isAtOnce ? 'At once' : there}</time>
      {here === there || isAtOnce ? null : (
        <span className="muted" title={`On your clock, ${cityOf(own)}`}>
          {here} for you
        </span>
      )}
      {before && !before.isAtOnce ? <span className="muted">{gap(before.at, step.at)} later</span> : null}
    </div>
  );
}

function gap(from: string, to: string): string {
  return formatMinutes(Math.max(1, Math.round((Date.parse(to) - Date.parse(from)) / 60_000)));
}

const planned: Look = lookOf('run', 'due');

function Entry({ entry, plan, run }: { entry: PlanEntry; plan: PlanEntry[]; run: PlannedRun | undefined }) {
  const look = run ? lookOfRun(run) : planned;
  const words = waitingWords(entry, plan);
  return (
    <li className={`plan-entry tone-${look.tone}`}>
      <StatusGlyph look={look} size={18} />
      <div className="plan-entry-body">
        <Link to={`/apps/${entry.app}/overview`} className="plan-entry-name">
          {entry.appName}
        </Link>
        {words ? <span className="muted">{words}</span> : null}
      </div>
      {run ? <RunState run={run} label={look.label} /> : null}
    </li>
  );
}

function RunState({ run, label }: { run: PlannedRun; label: string }) {
  if (!run.deployment) return <span className="plan-state">{label}</span>;
  return (
    <Link className="plan-state" to={`/apps/${run.app}/deployments/${run.deployment.id}`}>
      {label}
    </Link>
  );
}
