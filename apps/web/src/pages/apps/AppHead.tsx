import { CopyOutlined, DeleteOutlined, MoreOutlined } from '@ant-design/icons';
import type { App } from '@oatfin/contracts';
import { Breadcrumb, Button, Dropdown } from 'antd';
import { lazy, Suspense, useRef, useState } from 'react';
import { Link } from 'umi';
import { useMay } from '@/access';
import { useReturnFocus } from '@/components/actions/return-focus';
import { EndsLabel } from '@/components/lifetime/EndsLabel';
import { ScheduleButton } from '@/components/schedule/ScheduleButton';
import { Address } from '@/components/status/Address';
import { StatusMark } from '@/components/status/StatusMark';
import { DeployButton } from './deploy/DeployButton';

const CloneDialog = lazy(() => import('./clone/CloneDialog'));
const DeleteDialog = lazy(() => import('./settings/DeleteDialog'));

/** Name, status and address of an app, and what can be done with it. */
export function AppHead({ app }: { app: App }) {
  return (
    <header className="stack app-head">
      <Breadcrumb items={[{ title: <Link to="/apps">Apps</Link> }]} />
      <div className="spread">
        <div className="app-head-name">
          <div className="row">
            <h1>{app.name}</h1>
            <StatusMark kind="app" status={app.status} />
            <span className="label" title={app.environment}>
              {app.environment}
            </span>
            {app.expiresAt ? <EndsLabel at={app.expiresAt} /> : null}
          </div>
          <Address address={app.address} isServing={app.currentRevision !== null} />
        </div>
        {app.status === 'deleting' ? null : <AppActions app={app} />}
      </div>
    </header>
  );
}

function AppActions({ app }: { app: App }) {
  const [dialog, setDialog] = useState<'clone' | 'delete' | null>(null);
  const cloneButton = useRef<HTMLButtonElement>(null);
  const moreButton = useRef<HTMLButtonElement>(null);
  useReturnFocus(dialog === 'clone', cloneButton);
  useReturnFocus(dialog === 'delete', moreButton);
  const mayClone = useMay('app:create');
  const mayDelete = useMay('app:delete');
  const items = [{ key: 'delete', label: 'Delete…', icon: <DeleteOutlined aria-hidden />, danger: true }];
  return (
    <div className="row">
      {mayClone ? (
        <Button ref={cloneButton} icon={<CopyOutlined aria-hidden />} onClick={() => setDialog('clone')}>
          Clone
        </Button>
      ) : null}
      <ScheduleButton appId={app.id} label="Schedule" />
      <DeployButton app={app} />
      {mayDelete ? (
        <Dropdown
          autoFocus
          trigger={['click']}
          placement="bottomRight"
          menu={{ items, onClick: () => setDialog('delete') }}
        >
          <Button ref={moreButton} icon={<MoreOutlined aria-hidden />} aria-label="More actions" />
        </Dropdown>
      ) : null}
      <Suspense fallback={null}>
        {dialog === 'clone' ? <CloneDialog app={app} close={() => setDialog(null)} /> : null}
        {dialog === 'delete' ? <DeleteDialog app={app} close={() => setDialog(null)} /> : null}
      </Suspense>
    </div>
  );
}
