import { useMay } from '@/access';
import { EmptyState } from '@/components/feedback/Feedback';
import { useOutletApp } from '../outlet';
import { ContainerStates } from './ContainerStates';
import { Expiry } from './Expiry';
import './overview.css';
import { RecentDeployments } from './RecentDeployments';
import { Summary } from './Summary';

/** How the app does at a glance. */
export default function OverviewTab() {
  const app = useOutletApp();
  const mayDeploy = useMay('deployment:create');
  if (app.status === 'never_deployed' && !app.lastDeployment) {
    return (
      <div className="stack">
        {app.expiresAt ? <Expiry app={app} expiresAt={app.expiresAt} /> : null}
        <section className="panel">
          <EmptyState title="Ready for its first deployment">
            {mayDeploy
              ? 'Press Deploy: Oatfin fetches the image, starts it, waits until it is healthy and gives it an address.'
              : 'A developer of the team can deploy it.'}
          </EmptyState>
        </section>
        <Summary app={app} />
      </div>
    );
  }
  return (
    <div className="stack">
      {app.expiresAt ? <Expiry app={app} expiresAt={app.expiresAt} /> : null}
      <div className="overview-grid">
        <ContainerStates app={app} />
        <div className="stack">
          <Summary app={app} />
          <RecentDeployments app={app} />
        </div>
      </div>
    </div>
  );
}
