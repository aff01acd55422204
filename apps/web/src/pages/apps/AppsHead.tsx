import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { Link } from 'umi';
import { useMay } from '@/access';
import { Tabs } from '@/components/tabs/Tabs';

const views = [
  { to: '/apps', label: 'List', end: true },
  { to: '/apps/dependencies', label: 'Dependencies' },
];

/** The head of the pages about all apps. With no app yet there is nothing to switch between. */
export function AppsHead({ isFirstUse = false }: { isFirstUse?: boolean }) {
  const mayCreate = useMay('app:create');
  return (
    <>
      <div className="spread">
        <h1>Apps</h1>
        {mayCreate && !isFirstUse ? <NewAppButton /> : null}
      </div>
      {isFirstUse ? null : <Tabs tabs={views} label="Views of the apps" />}
    </>
  );
}

/** The way to a new app. */
export function NewAppButton() {
  return (
    <Link to="/apps/new" className="button-link">
      <Button type="primary" icon={<PlusOutlined aria-hidden />} tabIndex={-1}>
        New app
      </Button>
    </Link>
  );
}
