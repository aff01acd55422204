import {
  AppstoreOutlined,
  BarsOutlined,
  ClockCircleOutlined,
  CloseOutlined,
  CloudServerOutlined,
  MenuOutlined,
  PauseCircleOutlined,
} from '@ant-design/icons';
import type { Team, User } from '@oatfin/contracts';
import { useEffect, useState } from 'react';
import { Link, NavLink, useLocation } from 'umi';
import { NotificationBell } from '@/components/notifications/NotificationBell';
import { AppearanceSwitch } from './AppearanceSwitch';
import { Mark } from './Mark';
import { TeamSwitch } from './TeamSwitch';
import { UserMenu } from './UserMenu';

const pages = [
  { to: '/apps', label: 'Apps', icon: <AppstoreOutlined aria-hidden /> },
  { to: '/schedules', label: 'Schedules', icon: <ClockCircleOutlined aria-hidden /> },
  { to: '/queue', label: 'Queue', icon: <BarsOutlined aria-hidden /> },
  { to: '/freezes', label: 'Freezes', icon: <PauseCircleOutlined aria-hidden /> },
  { to: '/registries', label: 'Registries', icon: <CloudServerOutlined aria-hidden /> },
];

/** The way around: a rail at the left, or on narrow windows a bar on top whose menu opens over the page. */
export function Rail({ session }: { session: { user: User; teams: Team[]; team: Team } }) {
  const [isOpen, setOpen] = useState(false);
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: arriving at another page is what closes the menu.
  useEffect(() => setOpen(false), [pathname]);
  useEscape(isOpen, () => setOpen(false));

  return (
    <header className={isOpen ? 'rail rail-open' : 'rail'}>
      <div className="rail-top">
        <Link to="/apps" className="rail-brand" aria-label="Oatfin, to your apps">
          <Mark />
          <span>Oatfin</span>
        </Link>
        <NotificationBell />
        <button
          type="button"
          className="rail-toggle"
          aria-expanded={isOpen}
          aria-controls="rail-menu"
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? <CloseOutlined aria-hidden /> : <MenuOutlined aria-hidden />}
          <span className="visually-hidden">Menu</span>
        </button>
      </div>
      <div className="rail-menu" id="rail-menu">
        <TeamSwitch teams={session.teams} team={session.team} />
        <nav aria-label="Pages">
          {pages.map(({ to, label, icon }) => (
            <NavLink key={to} to={to} className="rail-link">
              {icon}
              {label}
            </NavLink>
          ))}
        </nav>
        <div className="rail-foot">
          <AppearanceSwitch />
          <UserMenu user={session.user} />
        </div>
      </div>
    </header>
  );
}

function useEscape(isActive: boolean, close: () => void): void {
  useEffect(() => {
    if (!isActive) return;
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && close();
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [isActive, close]);
}
