import { AutoComplete, Form } from 'antd';
import { Disclosure } from '@/components/disclosure/Disclosure';
import { LifetimeFields } from '@/components/lifetime/LifetimeFields';
import { DependencyFields } from './dependencies/DependencyFields';

const environments = ['production', 'staging', 'development', 'temporary'].map((value) => ({ value }));

/** What an app is beside its containers: where it belongs, what it needs, how long it lives. */
export function AppDetails({ appId }: { appId: string | null }) {
  const form = Form.useFormInstance();
  const environment: unknown = Form.useWatch('environment', form);
  const dependsOn: unknown[] = Form.useWatch('dependsOn', form) ?? [];
  const hint = [environment, dependsOn.length > 0 ? `depends on ${dependsOn.length}` : 'no dependencies'].join(', ');
  return (
    <section className="panel panel-tight">
      <Disclosure title="Environment, dependencies, lifetime" hint={hint}>
        <Form.Item
          name="environment"
          label="Environment"
          rules={[
            { required: true, message: 'Give it an environment' },
            {
              pattern: /^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$/,
              message: 'Lower-case letters, digits and -, at most 32',
            },
          ]}
        >
          <AutoComplete options={environments} />
        </Form.Item>
        <DependencyFields appId={appId} />
        <LifetimeFields />
      </Disclosure>
    </section>
  );
}
