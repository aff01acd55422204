import { DownOutlined, RocketOutlined } from '@ant-design/icons';
import type { App } from '@oatfin/contracts';
import { Button, Dropdown, Space } from 'antd';
import { lazy, Suspense, useRef, useState } from 'react';
import { useNavigate } from 'umi';
import { useMay } from '@/access';
import { useDeploy } from '@/api/deployments';
import { useNotify } from '@/components/actions/notify';
import { useReturnFocus } from '@/components/actions/return-focus';

const ChainDialog = lazy(() => import('./ChainDialog'));

/** Deploys the app; where it depends on others, also those before it. */
export function DeployButton({ app }: { app: App }) {
  const mayDeploy = useMay('deployment:create');
  const deploy = useDeploy(app.id);
  const navigate = useNavigate();
  const notify = useNotify();
  if (!mayDeploy) return null;
  async function start() {
    try {
      const deployment = await deploy.mutateAsync(null);
      navigate(`/apps/${app.id}/deployments/${deployment.id}`);
    } catch (error) {
      notify.fail(error);
    }
  }
  const button = (
    <Button type="primary" icon={<RocketOutlined aria-hidden />} loading={deploy.isPending} onClick={start}>
      Deploy
    </Button>
  );
  return app.dependsOn.length === 0 ? button : <WithDependencies app={app}>{button}</WithDependencies>;
}

const items = [{ key: 'chain', label: 'Deploy with its dependencies…' }];

function WithDependencies({ app, children }: { app: App; children: React.ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const more = useRef<HTMLButtonElement>(null);
  useReturnFocus(isOpen, more);
  return (
    <>
      <Space.Compact>
        {children}
        <Dropdown autoFocus trigger={['click']} placement="bottomRight" menu={{ items, onClick: () => setOpen(true) }}>
          <Button
            ref={more}
            type="primary"
            className="deploy-more"
            icon={<DownOutlined aria-hidden />}
            aria-label="More ways to deploy"
          />
        </Dropdown>
      </Space.Compact>
      <Suspense fallback={null}>{isOpen ? <ChainDialog app={app} close={() => setOpen(false)} /> : null}</Suspense>
    </>
  );
}
