import { Breadcrumb } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'umi';
import { useApp } from '@/api/apps';
import { type DeploymentStream, useDeploymentStream } from '@/api/deployment-stream';
import { hasEnded, useDeployment } from '@/api/deployments';
import { ErrorState, LoadingBlocks } from '@/components/feedback/Feedback';
import { usePageTitle } from '@/components/shell/title';
import { ChainPanel } from './ChainPanel';
import { DeploymentLog } from './DeploymentLog';
import { FailurePanel } from './FailurePanel';
import { FreezeOverride } from './FreezeOverride';
import { DeploymentHead } from './head/DeploymentHead';
import './deployment.css';
import { type LiveDeployment, withStream } from './live';
import { OutcomePanel } from './OutcomePanel';
import { SchedulePanel } from './SchedulePanel';
import { StepTimeline } from './StepTimeline';

/** One deployment, live while it runs: its steps, its log, and how it ended. */
export default function DeploymentPage() {
  const { id = '', deploymentId = '' } = useParams();
  const app = useApp(id);
  const deployment = useDeployment(deploymentId);
  const stream = useDeploymentStream(deploymentId);
  usePageTitle(app.data ? `Deployment of ${app.data.name}` : 'Deployment');

  if (deployment.isPending) return <LoadingBlocks heights={[24, 64, 420]} label="Loading the deployment" />;
  if (deployment.isError) {
    return <ErrorState what="This deployment" error={deployment.error} retry={() => deployment.refetch()} />;
  }
  const live = withStream(deployment.data, stream);
  return (
    <div className="stack">
      <Breadcrumb
        items={[
          { title: <Link to="/apps">Apps</Link> },
          { title: <Link to={`/apps/${id}/overview`}>{live.appName}</Link> },
          { title: <Link to={`/apps/${id}/deployments`}>Deployments</Link> },
        ]}
      />
      <DeploymentHead deployment={live} app={app.data} />
      <SchedulePanel deployment={live} />
      <ChainPanel deployment={live} />
      <OutcomePanel deployment={live} app={app.data} />
      <FreezeOverride deployment={live} />
      <FailurePanel deployment={live} />
      <StepsAndLog deployment={live} stream={stream} />
    </div>
  );
}

function StepsAndLog({ deployment, stream }: { deployment: LiveDeployment; stream: DeploymentStream }) {
  const [step, setStep] = useState<string | null>(null);
  return (
    <div className="deployment-grid">
      <StepTimeline deployment={deployment} chosen={step} choose={setStep} />
      <DeploymentLog stream={stream} isLive={!hasEnded(deployment.status)} step={step} showAll={() => setStep(null)} />
    </div>
  );
}
