import type { Schedule } from '@oatfin/contracts';
import { Link } from 'umi';
import { StatusMark } from '@/components/status/StatusMark';
import { ScheduleMenu } from '../actions/ScheduleMenu';
import { Distance } from '../Distance';
import { PlanLine } from '../plan/PlanLine';
import { TwoClocks } from '../TwoClocks';
import { endWords, momentOf, recurrenceWords } from '../words/schedule';

/** One schedule: which app, when on both clocks, what starts before it, how it stands. The whole row opens it. */
export function ScheduleRow({ schedule, showsApp }: { schedule: Schedule; showsApp: boolean }) {
  const moment = momentOf(schedule);
  const words = recurrenceWords(schedule);
  return (
    <li className="schedule">
      <div className="schedule-what">
        <Link to={`/schedules/${schedule.id}`} className="schedule-link" title={schedule.appName}>
          {showsApp ? schedule.appName : words}
        </Link>
        {showsApp ? <span className="muted">{words}</span> : null}
        <PlanLine plan={schedule.plan} zone={schedule.timezone} />
      </div>
      <div className="schedule-when">
        {moment ? <TwoClocks at={moment} zone={schedule.timezone} given={schedule.at} /> : <NoMoment {...schedule} />}
      </div>
      <div className="schedule-distance">
        {moment && schedule.status !== 'canceled' ? <Distance at={moment} /> : null}
      </div>
      <div className="schedule-status">
        <StatusMark kind="schedule" status={schedule.status} />
        <Outcome schedule={schedule} />
      </div>
      <div className="schedule-actions">
        <ScheduleMenu schedule={schedule} />
      </div>
    </li>
  );
}

function NoMoment({ status, timezone }: Schedule) {
  return (
    <span className="muted">
      {status === 'paused' ? 'No run until it is resumed' : `No run is coming; its times were in ${timezone}`}
    </span>
  );
}

/** Why it failed or was missed, and the deployment it led to. */
function Outcome({ schedule }: { schedule: Schedule }) {
  const words = endWords(schedule);
  if (!words && !schedule.deployment) return null;
  return (
    <span className="schedule-outcome">
      {words ? (
        <span className="muted schedule-reason" title={words}>
          {words}
        </span>
      ) : null}
      {schedule.deployment ? (
        <Link to={`/apps/${schedule.app}/deployments/${schedule.deployment}`}>
          {schedule.cron === null ? 'Deployment' : 'Last deployment'}
        </Link>
      ) : null}
    </span>
  );
}
