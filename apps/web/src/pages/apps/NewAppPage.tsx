import type { DeploymentReply } from '@oatfin/contracts';
import { Alert, Breadcrumb } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'umi';
import { useMay } from '@/access';
import { useActionKey } from '@/api/action-key';
import { useCreateApp } from '@/api/apps';
import { request } from '@/api/request';
import { useNotify } from '@/components/actions/notify';
import { usePageTitle } from '@/components/shell/title';
import { AppForm } from './form/AppForm';
import { type AppValues, newApp, toBody } from './form/values';

/** A new app: named, described, and deployed at once unless the person says otherwise. */
export default function NewAppPage() {
  usePageTitle('New app');
  const mayCreate = useMay('app:create');
  return (
    <div className="stack">
      <Breadcrumb items={[{ title: <Link to="/apps">Apps</Link> }]} />
      <h1>New app</h1>
      {mayCreate ? (
        <NewAppForm />
      ) : (
        <Alert type="info" showIcon title="Your role in this team lets you look, not add apps." />
      )}
    </div>
  );
}

function NewAppForm() {
  const [initial] = useState(newApp);
  const create = useCreateApp();
  const withKey = useActionKey();
  const navigate = useNavigate();
  const notify = useNotify();

  async function submit(values: AppValues) {
    const body = { ...toBody(values), target: { kind: 'docker' as const, cloudAccount: null } };
    const { app } = await withKey(body, (key) => create.mutateAsync({ body, key }));
    if (!values.deployAfter) return navigate(`/apps/${app.id}/overview`);
    try {
      const reply = await request<DeploymentReply>(`/apps/${app.id}/deployments`, { method: 'POST', data: {} });
      navigate(`/apps/${app.id}/deployments/${reply.deployment.id}`);
    } catch (error) {
      // The app exists by now: show it, with what kept it from being deployed.
      notify.fail(error);
      navigate(`/apps/${app.id}/overview`);
    }
  }

  return <AppForm initial={initial} appId={null} submitLabel="Create app" submit={submit} />;
}
