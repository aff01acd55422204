import { NavLink } from 'umi';

const tabs = [
  { to: 'overview', label: 'Overview' },
  { to: 'deployments', label: 'Deployments' },
  { to: 'revisions', label: 'Revisions' },
  { to: 'logs', label: 'Logs' },
  { to: 'settings', label: 'Settings' },
];

/** The pages of one app. */
export function AppTabs({ id }: { id: string }) {
  return (
    <nav className="tabs" aria-label="Pages of this app">
      {tabs.map(({ to, label }) => (
        <NavLink key={to} to={`/apps/${id}/${to}`}>
          {label}
        </NavLink>
      ))}
    </nav>
  );
}
