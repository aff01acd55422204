import { useEffect, useRef } from 'react';
import { NavLink, useLocation } from 'umi';
import './tabs.css';

interface Tab {
  to: string;
  label: string;
  /** Its address begins those of the other tabs. */
  end?: boolean;
}

/** Pages that belong together. On narrow screens they scroll sideways, and the current one is brought into view. */
export function Tabs({ tabs, label }: { tabs: Tab[]; label: string }) {
  const { pathname } = useLocation();
  const tabsRef = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the current tab changes with the path
  useEffect(() => {
    tabsRef.current?.querySelector('[aria-current=page]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [pathname]);
  return (
    <nav ref={tabsRef} className="tabs" aria-label={label}>
      {tabs.map((tab) => (
        <NavLink key={tab.to} to={tab.to} end={tab.end ?? false}>
          {tab.label}
        </NavLink>
      ))}
    </nav>
  );
}
