import type { ContainerState } from '@oatfin/contracts';
import { Sparkline } from '@/components/chart/Sparkline';
import { RelativeTime } from '@/time/Time';
import type { Sample } from './samples';

interface Props {
  container: ContainerState;
  samples: Sample[];
  /** `replica 1 of 2`; null for the only one. */
  replica: string | null;
}

/** One running container: how it is, and its processor and memory as small pictures. */
export function ContainerCard({ container, samples, replica }: Props) {
  return (
    <li className="container-card">
      <div className="spread">
        <h3>
          {container.container} {replica ? <span className="muted">{replica}</span> : null}
        </h3>
        <Health container={container} />
      </div>
      <p className="muted container-facts">
        Revision {container.revision}
        {container.startedAt ? (
          <>
            {' · started '}
            <RelativeTime at={container.startedAt} />
          </>
        ) : null}
        {' · '}
        <span className={container.restarts > 0 ? 'container-restarts' : undefined}>
          {container.restarts === 1 ? '1 restart' : `${container.restarts} restarts`}
        </span>
      </p>
      <Usage container={container} samples={samples} />
    </li>
  );
}

function Usage({ container, samples }: { container: ContainerState; samples: Sample[] }) {
  const { cpuPercent, memoryBytes, memoryLimitBytes } = container;
  if (cpuPercent === null || memoryBytes === null) return null;
  return (
    <div className="usage">
      <div>
        <div className="usage-head">
          <span className="muted">CPU</span>
          <strong>{cpuPercent.toFixed(cpuPercent < 10 ? 1 : 0)} %</strong>
        </div>
        <Sparkline
          values={samples.map((sample) => sample.cpuPercent)}
          max={10}
          label={`CPU, ${Math.round(cpuPercent)} % of a core now`}
        />
      </div>
      <div>
        <div className="usage-head">
          <span className="muted">Memory</span>
          <strong>
            {formatBytes(memoryBytes)}
            {memoryLimitBytes ? <span className="muted"> / {formatBytes(memoryLimitBytes)}</span> : null}
          </strong>
        </div>
        <Sparkline
          values={samples.map((sample) => sample.memoryBytes)}
          max={memoryLimitBytes ?? 0}
          label={`Memory, ${formatBytes(memoryBytes)} now`}
        />
      </div>
    </div>
  );
}

const tones = { healthy: 'ok', unhealthy: 'bad', starting: 'busy', none: 'ok' } as const;
const words = { healthy: 'Healthy', unhealthy: 'Unhealthy', starting: 'Starting', none: 'Running' } as const;

function Health({ container: { state, health, exitCode } }: { container: ContainerState }) {
  if (state === 'running') return <span className={`health tone-${tones[health]}`}>{words[health]}</span>;
  if (state === 'exited') {
    return <span className="health tone-bad">Exited{exitCode === null ? '' : ` with code ${exitCode}`}</span>;
  }
  if (state === 'restarting') return <span className="health tone-warn">Restarting</span>;
  return <span className="health tone-idle">{state === 'created' ? 'Created' : 'Unknown'}</span>;
}

function formatBytes(bytes: number): string {
  const mebibytes = bytes / 1_048_576;
  if (mebibytes >= 1_024) return `${(mebibytes / 1_024).toFixed(1)} GiB`;
  return `${mebibytes < 10 ? mebibytes.toFixed(1) : Math.round(mebibytes)} MiB`;
}
