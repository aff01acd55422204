import type { PlannedRun } from '@oatfin/contracts';
import { Link } from 'umi';
import { TwoClocks } from '../TwoClocks';
import { causeOf, lookOfRun } from '../words/run';
import { RunState } from './RunState';
import './runs.css';

interface Props {
  runs: PlannedRun[];
  /** The zone that each was meant in. */
  zoneOf: (run: PlannedRun) => string;
  showsApp: boolean;
}

/** Due moments and what became of them: the status, how late, and the cause of what did not run. */
export function RunList({ runs, zoneOf, showsApp }: Props) {
  return (
    <ol className="runs">
      {runs.map((run) => (
        <RunRow key={run.id} run={run} zone={zoneOf(run)} showsApp={showsApp} />
      ))}
    </ol>
  );
}

function RunRow({ run, zone, showsApp }: { run: PlannedRun; zone: string; showsApp: boolean }) {
  const cause = causeOf(run);
  return (
    <li className="run">
      <RunState look={lookOfRun(run)} />
      <div>
        {showsApp ? <RunName run={run} /> : null}
        <TwoClocks at={run.runAt} zone={zone} />
      </div>
      <span className="run-cause">{cause || <span className="muted">on time</span>}</span>
      <span className="run-link">
        {run.deployment ? <Link to={`/apps/${run.app}/deployments/${run.deployment.id}`}>Deployment</Link> : null}
      </span>
    </li>
  );
}

function RunName({ run }: { run: PlannedRun }) {
  const to = run.schedule ? `/schedules/${run.schedule}` : `/apps/${run.app}/schedules`;
  return (
    <div className="run-name">
      <Link to={to}>{run.appName}</Link>
      {run.kind === 'dependency' ? <span className="muted"> for what depends on it</span> : null}
    </div>
  );
}
