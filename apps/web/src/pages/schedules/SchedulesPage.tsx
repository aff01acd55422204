import { Outlet } from 'umi';
import { ScheduleButton } from '@/components/schedule/ScheduleButton';
import { usePageTitle } from '@/components/shell/title';
import { Tabs } from '@/components/tabs/Tabs';

const tabs = [
  { to: '/schedules', label: 'Coming', end: true },
  { to: '/schedules/calendar', label: 'Calendar' },
  { to: '/schedules/history', label: 'History' },
];

/** What the team deploys by the clock: what is coming, as a list or a calendar, and how it went. */
export default function SchedulesPage() {
  usePageTitle('Schedules');
  return (
    <div className="stack">
      <div className="spread">
        <h1>Schedules</h1>
        <ScheduleButton isPrimary />
      </div>
      <Tabs tabs={tabs} label="Views of the schedules" />
      <Outlet />
    </div>
  );
}
