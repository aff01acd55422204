import { useEffect, useRef } from 'react';
import { NavLink, useLocation } from 'umi';

const tabs = [
  { to: 'overview', label: 'Overview' },
  { to: 'deployments', label: 'Deployments' },
  { to: 'revisions', label: 'Revisions' },
  { to: 'logs', label: 'Logs' },
  { to: 'settings', label: 'Settings' },
];

/** The pages of one app. On narrow screens they scroll sideways, and the current one is brought into view. */
export function AppTabs({ id }: { id: string }) {
  const { pathname } = useLocation();
  const tabsRef = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the current tab changes with the path
  useEffect(() => {
    tabsRef.current?.querySelector('[aria-current=page]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [pathname]);
  return (
    <nav ref={tabsRef} className="tabs" aria-label="Pages of this app">
      {tabs.map(({ to, label }) => (
        <NavLink key={to} to={`/apps/${id}/${to}`}>
          {label}
        </NavLink>
      ))}
    </nav>
  );
}
