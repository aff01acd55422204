import type { Deployment } from '@oatfin/contracts';
import { Link } from 'umi';
import { useDeployment } from '@/api/deployments';
import { ApiError } from '@/api/request';
import { useSchedule } from '@/api/schedules';
import { TwoClocks } from '@/components/schedule/TwoClocks';
import { latenessWords } from '@/components/schedule/words/run';
import { type Look, lookOf, StatusGlyph } from '@/components/status/StatusMark';
import { useTimezone } from '@/time/Time';
import type { LiveDeployment } from './live';

/** Of a deployment that was to start at a minute, or after others: when, how late it came to be, and what it waits for. */
export function SchedulePanel({ deployment }: { deployment: LiveDeployment }) {
  const { dueAt, waitsFor } = deployment;
  if (!dueAt && waitsFor.length === 0) return null;
  return (
    <section className="panel due" aria-label="Schedule">
      {dueAt ? <Due deployment={deployment} dueAt={dueAt} /> : null}
      {waitsFor.length > 0 ? (
        <div>
          <h3 className="due-term">{deployment.status === 'blocked' ? 'Waits for' : 'Waited for'}</h3>
          <ul className="due-waits">
            {waitsFor.map((awaited) => (
              <Awaited key={awaited.deployment} {...awaited} />
            ))}
          </ul>
        </div>
      ) : null}
    </section>
  );
}

function Due({ deployment, dueAt }: { deployment: LiveDeployment; dueAt: string }) {
  const schedule = useSchedule(deployment.schedule);
  const own = useTimezone();
  const late = latenessWords(deployment.lateSeconds);
  return (
    <>
      <div>
        <h3 className="due-term">Was due</h3>
        <TwoClocks at={dueAt} zone={schedule.data?.timezone ?? own} given={schedule.data?.at ?? null} />
      </div>
      <div>
        <h3 className="due-term">Punctuality</h3>
        {late ? <span className="due-late">{late}</span> : 'on time'}
      </div>
      {deployment.schedule ? (
        <div>
          <h3 className="due-term">Planned by</h3>
          <Link to={`/schedules/${deployment.schedule}`}>Its schedule</Link>
        </div>
      ) : null}
    </>
  );
}

const notYet: Look = { ...lookOf('run', 'due'), label: 'its time has not come' };

/** One that must succeed first. As long as its own time has not come, there is nothing to link to. */
function Awaited({ deployment: id, app, appName }: Deployment['waitsFor'][number]) {
  const { data, error } = useDeployment(id);
  const look = data ? lookOf('deployment', data.status) : notYet;
  const isComing = error instanceof ApiError && error.status === 404;
  return (
    <li className={`tone-${look.tone}`}>
      <StatusGlyph look={look} />
      <Link to={data ? `/apps/${app}/deployments/${id}` : `/apps/${app}/overview`}>{appName}</Link>
      <span className="muted">{data || isComing ? look.label.toLowerCase() : null}</span>
    </li>
  );
}
