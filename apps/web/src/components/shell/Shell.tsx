import { QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp } from 'antd';
import { useEffect } from 'react';
import { Navigate, Outlet, useLocation } from 'umi';
import { queryClient } from '@/api/query-client';
import { ErrorBoundary } from '@/components/feedback/ErrorBoundary';
import { toLogin } from '@/session/next';
import { useSession } from '@/session/session';
import { Rail } from './Rail';
import './shell.css';
import { Starting, Unreachable } from './Starting';
import { SystemBanner } from './SystemBanner';

/** The frame of every page behind the login. Without one, it sends to the login page and back afterwards. */
export default function Shell() {
  const session = useSession();
  const location = useLocation();
  const teamId = session.phase === 'ready' ? session.team.id : null;
  useForgetOtherTeams(teamId);

  if (session.phase === 'starting') return <Starting />;
  if (session.phase === 'unreachable') return <Unreachable />;
  if (session.phase !== 'ready') return <Navigate to={toLogin(location)} replace />;
  return (
    <QueryClientProvider client={queryClient}>
      <AntApp component={false} message={{ maxCount: 3 }}>
        <a className="skip-link" href="#content">
          Skip to content
        </a>
        <div className="shell">
          <Rail session={session} />
          <main id="content" tabIndex={-1} className="shell-content" key={teamId}>
            <SystemBanner />
            <ErrorBoundary key={location.pathname}>
              <Outlet />
            </ErrorBoundary>
          </main>
        </div>
      </AntApp>
    </QueryClientProvider>
  );
}

/** What was loaded for one login or team is never shown to another. */
function useForgetOtherTeams(teamId: string | null): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the change of team is the very reason to forget.
  useEffect(() => () => queryClient.clear(), [teamId]);
}
