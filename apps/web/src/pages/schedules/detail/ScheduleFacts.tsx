import type { Schedule } from '@oatfin/contracts';
import type { ReactNode } from 'react';
import { Link } from 'umi';
import { useApp } from '@/api/apps';
import { graceWords } from '@/components/schedule/words/grace';
import { recurrenceWords } from '@/components/schedule/words/schedule';
import { AbsoluteTime, RelativeTime } from '@/time/Time';

/** What is deployed, what happens when it cannot start on time, and where the schedule comes from. */
export function ScheduleFacts({ schedule }: { schedule: Schedule }) {
  const { cron, endsAt, maxRuns, runs } = schedule;
  return (
    <section className="panel" aria-label="Facts">
      <dl className="schedule-facts">
        <Fact term="App">
          <Link to={`/apps/${schedule.app}/overview`}>{schedule.appName}</Link>
        </Fact>
        <Fact term="Deploys">
          <Deploys schedule={schedule} />
        </Fact>
        {cron === null ? null : (
          <Fact term="Repeats">
            {recurrenceWords({ ...schedule, endsAt: null, maxRuns: null })}
            <div className="mono muted">{cron}</div>
          </Fact>
        )}
        {cron === null ? null : (
          <Fact term="Ends">
            {endsAt ? <AbsoluteTime at={endsAt} /> : maxRuns ? `after ${maxRuns} runs` : 'never'}
            <div className="muted">
              {runs === 0 ? 'not run yet' : `ran ${runs} ${runs === 1 ? 'time' : 'times'} so far`}
            </div>
          </Fact>
        )}
        <Fact term="Lateness">{graceWords(schedule.notAfterMinutes)}</Fact>
        {schedule.plan.length > 1 ? (
          <Fact term="Dependencies">
            {schedule.skipIfCurrent ? 'Those that are current and healthy are left out' : 'All are deployed again'}
          </Fact>
        ) : null}
        <Fact term="Made">
          <RelativeTime at={schedule.createdAt} />
          {schedule.createdBy ? ` by ${schedule.createdBy}` : ''}
        </Fact>
        <Fact term="Zone data">
          <span title="Version of the time-zone data that turned its clock time into an instant">
            {schedule.zoneData}
          </span>
        </Fact>
      </dl>
    </section>
  );
}

function Deploys({ schedule: { app, deploy, revision } }: { schedule: Schedule }) {
  const { data } = useApp(app);
  if (deploy === 'pinned') {
    return (
      <>
        <Link to={`/apps/${app}/revisions`}>Revision {revision}</Link>, as it was when this was scheduled, every image
        by its digest
      </>
    );
  }
  return (
    <>
      The newest when it starts
      {data?.containers.map(({ name, image }) => (
        <div key={name} className="mono muted">
          {image}
        </div>
      ))}
    </>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
