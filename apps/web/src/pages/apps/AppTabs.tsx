import { Tabs } from '@/components/tabs/Tabs';

const tabs = [
  { to: 'overview', label: 'Overview' },
  { to: 'deployments', label: 'Deployments' },
  { to: 'schedules', label: 'Schedules' },
  { to: 'revisions', label: 'Revisions' },
  { to: 'logs', label: 'Logs' },
  { to: 'settings', label: 'Settings' },
];

/** The pages of one app. */
export function AppTabs({ id }: { id: string }) {
  return <Tabs tabs={tabs.map(({ to, label }) => ({ to: `/apps/${id}/${to}`, label }))} label="Pages of this app" />;
}
