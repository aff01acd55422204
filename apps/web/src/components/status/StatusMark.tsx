import type { AppStatus, DeploymentStatus, ScheduleStatus, StepStatus } from '@oatfin/contracts';
import './status.css';

type Tone = 'ok' | 'warn' | 'bad' | 'idle' | 'busy' | 'plan';
type Kind = 'app' | 'deployment' | 'step' | 'schedule' | 'run';

/** How a status is drawn and said. */
export interface Look {
  tone: Tone;
  label: string;
  /** A path in a 16×16 box: every status has a shape of its own, so that colour is never needed to tell them apart. */
  shape: string;
}

const tick = 'M4.6 8.3l2.3 2.3 4.6-5';
const cross = 'M5.2 5.2l5.6 5.6M10.8 5.2l-5.6 5.6';
const dash = 'M4.8 8h6.4';
const clock = 'M8 4.6V8l2.3 1.6';
const back = 'M5.6 4.4L3.9 6.4l2.2 1.5M4.2 6.4h4.6a2.4 2.4 0 010 4.8H6.4';
const bang = 'M8 4.4v4.4M8 11.2v.2';
const pause = 'M6.4 5.4v5.2M9.6 5.4v5.2';
const skip = 'M5 5.2L7.8 8 5 10.8M10.6 5.2v5.6';
const arc = 'M8 2.2A5.8 5.8 0 0113.8 8';

const appLooks: Record<AppStatus, Look> = {
  never_deployed: { tone: 'idle', label: 'Never deployed', shape: dash },
  deploying: { tone: 'busy', label: 'Deploying', shape: arc },
  running: { tone: 'ok', label: 'Running', shape: tick },
  degraded: { tone: 'warn', label: 'Degraded', shape: bang },
  stopped: { tone: 'idle', label: 'Stopped', shape: pause },
  deleting: { tone: 'busy', label: 'Deleting', shape: arc },
};

const deploymentLooks: Record<DeploymentStatus, Look> = {
  queued: { tone: 'idle', label: 'Queued', shape: clock },
  running: { tone: 'busy', label: 'Running', shape: arc },
  blocked: { tone: 'warn', label: 'Blocked', shape: pause },
  succeeded: { tone: 'ok', label: 'Succeeded', shape: tick },
  failed: { tone: 'bad', label: 'Failed', shape: cross },
  canceled: { tone: 'idle', label: 'Canceled', shape: dash },
  rolled_back: { tone: 'warn', label: 'Rolled back', shape: back },
};

const stepLooks: Record<StepStatus, Look> = {
  pending: { tone: 'idle', label: 'Waiting', shape: clock },
  running: { tone: 'busy', label: 'Running', shape: arc },
  succeeded: { tone: 'ok', label: 'Done', shape: tick },
  failed: { tone: 'bad', label: 'Failed', shape: cross },
  skipped: { tone: 'idle', label: 'Skipped', shape: dash },
  undone: { tone: 'warn', label: 'Undone', shape: back },
};

const scheduleLooks: Record<ScheduleStatus, Look> = {
  scheduled: { tone: 'plan', label: 'Scheduled', shape: clock },
  paused: { tone: 'idle', label: 'Paused', shape: pause },
  running: { tone: 'busy', label: 'Running', shape: arc },
  completed: { tone: 'ok', label: 'Completed', shape: tick },
  failed: { tone: 'bad', label: 'Failed', shape: cross },
  canceled: { tone: 'idle', label: 'Canceled', shape: dash },
  missed: { tone: 'bad', label: 'Missed', shape: bang },
};

/** Of a due moment; once it has started, its deployment says more. */
const runLooks: Record<string, Look> = {
  due: { tone: 'plan', label: 'Due', shape: clock },
  foreseen: { tone: 'idle', label: 'Foreseen', shape: clock },
  started: { tone: 'busy', label: 'Started', shape: arc },
  missed: { tone: 'bad', label: 'Missed', shape: bang },
  skipped: { tone: 'idle', label: 'Skipped', shape: skip },
};

const kinds: Record<Kind, Record<string, Look>> = {
  app: appLooks,
  deployment: deploymentLooks,
  step: stepLooks,
  schedule: scheduleLooks,
  run: runLooks,
};

const unknown: Look = { tone: 'idle', label: 'Unknown', shape: dash };

/** How a status looks; one the dashboard does not know yet looks unknown. */
export function lookOf(kind: Kind, status: string): Look {
  return kinds[kind][status] ?? { ...unknown, label: status };
}

/** The shape alone; the text must stand beside it or in `title`. */
export function StatusGlyph({ look, size = 16 }: { look: Look; size?: number }) {
  return (
    <svg className={`glyph tone-${look.tone}`} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r={look.tone === 'busy' ? 5.8 : 7.2} className="glyph-ground" />
      <path d={look.shape} className="glyph-shape" />
    </svg>
  );
}

/** Shape and word. */
export function StatusMark({ kind, status }: { kind: Kind; status: string }) {
  const look = lookOf(kind, status);
  return (
    <span className={`status-mark tone-${look.tone}`}>
      <StatusGlyph look={look} />
      {look.label}
    </span>
  );
}
