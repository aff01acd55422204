import type { App } from '@oatfin/contracts';
import { Alert, Checkbox, Modal } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'umi';
import { useDeployChain } from '@/api/deployments';
import { useDependencyGraph } from '@/api/graph';
import { ErrorState, LoadingBlocks, sentenceOf } from '@/components/feedback/Feedback';
import { lookOf, StatusGlyph } from '@/components/status/StatusMark';
import './chain.css';
import { afterWords, type ChainLink, chainOf } from './chain';

/** Shows in which order an app and all it depends on are deployed, and deploys them. */
export default function ChainDialog({ app, close }: { app: App; close: () => void }) {
  const graph = useDependencyGraph();
  const deploy = useDeployChain(app.id);
  const navigate = useNavigate();
  const [skips, setSkips] = useState(true);
  const links = graph.data ? chainOf(graph.data, app.id) : [];
  function start() {
    deploy.mutate(skips, {
      onSuccess: (deployment) => {
        close();
        navigate(`/apps/${app.id}/deployments/${deployment.id}`);
      },
    });
  }
  return (
    <Modal
      open
      title={`Deploy ${app.name} with its dependencies`}
      okText={links.length > 0 ? `Deploy ${links.length} apps` : 'Deploy'}
      cancelText="Not now"
      confirmLoading={deploy.isPending}
      okButtonProps={{ disabled: !graph.data }}
      onOk={start}
      onCancel={close}
    >
      <p className="dialog-text">
        Each starts as soon as those before it have succeeded. When one fails, what needs it is not deployed.
      </p>
      {deploy.isError ? <Alert type="error" showIcon title={sentenceOf(deploy.error)} role="alert" /> : null}
      {graph.isPending ? <LoadingBlocks heights={[40, 40, 40]} label="Loading the dependencies" /> : null}
      {graph.isError && !graph.data ? (
        <ErrorState what="The dependencies" error={graph.error} retry={() => graph.refetch()} />
      ) : null}
      <ol className="chain">
        {links.map((link) => (
          <Row key={link.app.id} link={link} isSelf={link.app.id === app.id} />
        ))}
      </ol>
      <Checkbox checked={skips} onChange={(event) => setSkips(event.target.checked)}>
        Skip those that already run what would be deployed, and are healthy
      </Checkbox>
    </Modal>
  );
}

function Row({ link: { app, after }, isSelf }: { link: ChainLink; isSelf: boolean }) {
  const look = lookOf('app', app.status);
  return (
    <li>
      <StatusGlyph look={look} />
      <span className="chain-name" title={app.name}>
        {isSelf ? <strong>{app.name}</strong> : app.name}
        <span className="visually-hidden">, {look.label}</span>
      </span>
      <span className="muted">{afterWords(after)}</span>
    </li>
  );
}
