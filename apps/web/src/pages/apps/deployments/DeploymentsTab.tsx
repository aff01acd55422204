import type { Deployment, DeploymentStatus } from '@oatfin/contracts';
import { Button, Select } from 'antd';
import { Link, useSearchParams } from 'umi';
import { useDeployments } from '@/api/deployments';
import { EmptyState, ErrorState, LoadingBlocks } from '@/components/feedback/Feedback';
import { StatusMark } from '@/components/status/StatusMark';
import { triggerWords } from '@/components/status/words';
import { formatDuration } from '@/time/format';
import { RelativeTime } from '@/time/Time';
import { useOutletApp } from '../outlet';
import './deployments.css';

const statuses: { value: DeploymentStatus; label: string }[] = [
  { value: 'running', label: 'Running' },
  { value: 'queued', label: 'Queued' },
  { value: 'blocked', label: 'Blocked' },
  { value: 'succeeded', label: 'Succeeded' },
  { value: 'failed', label: 'Failed' },
  { value: 'rolled_back', label: 'Rolled back' },
  { value: 'canceled', label: 'Canceled' },
];

/** Every deployment of the app, the newest first. */
export default function DeploymentsTab() {
  const app = useOutletApp();
  const [params, setParams] = useSearchParams();
  const status = (params.get('status') ?? undefined) as DeploymentStatus | undefined;
  const deployments = useDeployments(app.id, status);
  const rows = deployments.data?.pages.flatMap((page) => page.deployments) ?? [];
  return (
    <div className="stack">
      <Select
        className="deployments-filter"
        aria-label="Status"
        placeholder="Any status"
        allowClear
        value={status ?? null}
        options={statuses}
        onChange={(value) => setParams(value ? { status: value } : {}, { replace: true })}
      />
      <section className="panel deployments-panel" aria-label="Deployments">
        {deployments.isPending ? <LoadingBlocks heights={[44, 44, 44]} label="Loading deployments" /> : null}
        {deployments.isError ? (
          <ErrorState what="The deployments" error={deployments.error} retry={() => deployments.refetch()} />
        ) : null}
        {deployments.isSuccess && rows.length === 0 ? (
          <EmptyState title={status ? 'None with this status' : 'Not deployed yet'}>
            {status ? undefined : 'Press Deploy to put the app to work.'}
          </EmptyState>
        ) : null}
        {rows.length > 0 && !deployments.isError ? <DeploymentTable deployments={rows} /> : null}
      </section>
      {deployments.hasNextPage ? (
        <Button
          className="deployments-more"
          loading={deployments.isFetchingNextPage}
          onClick={() => deployments.fetchNextPage()}
        >
          Show older deployments
        </Button>
      ) : null}
    </div>
  );
}

function DeploymentTable({ deployments }: { deployments: Deployment[] }) {
  return (
    <ol className="deployment-rows">
      {deployments.map((deployment) => (
        <li key={deployment.id}>
          <Link to={`/apps/${deployment.app}/deployments/${deployment.id}`}>
            <StatusMark kind="deployment" status={deployment.status} />
            <strong>{deployment.revision === null ? 'New revision' : `Revision ${deployment.revision}`}</strong>
            <span className="muted deployment-reason">
              {deployment.reason?.message ?? triggerWords(deployment.trigger)}
              {deployment.createdBy ? ` · ${deployment.createdBy}` : ''}
            </span>
            <span className="muted deployment-took">{durationOf(deployment)}</span>
            <span className="muted">
              <RelativeTime at={deployment.createdAt} />
            </span>
          </Link>
        </li>
      ))}
    </ol>
  );
}

function durationOf({ startedAt, endedAt }: Deployment): string {
  return startedAt && endedAt ? formatDuration(Date.parse(endedAt) - Date.parse(startedAt)) : '';
}
