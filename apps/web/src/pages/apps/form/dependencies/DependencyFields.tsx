import { Form, InputNumber, Select } from 'antd';
import { useMemo } from 'react';
import { Link } from 'umi';
import { useDependencyGraph } from '@/api/graph';
import { relativesOf } from '../../graph/relatives';
import { usualLeadMinutes } from '../values';

/** Which apps are deployed before this one, and how long before. One that needs this app itself cannot be chosen. */
export function DependencyFields({ appId }: { appId: string | null }) {
  const form = Form.useFormInstance();
  const chosen: string[] = Form.useWatch('dependsOn', form) ?? [];
  const graph = useDependencyGraph();
  const options = useMemo(() => {
    const neededBy = appId && graph.data ? relativesOf(graph.data.edges, appId).neededBy : new Set();
    return (graph.data?.apps ?? [])
      .filter(({ id }) => id !== appId)
      .map(({ id, name, environment }) => {
        const isCycle = neededBy.has(id) && !chosen.includes(id);
        return { value: id, label: `${name} (${isCycle ? 'needs this app itself' : environment})`, disabled: isCycle };
      })
      .sort((one, other) => Number(one.disabled) - Number(other.disabled));
  }, [graph.data, appId, chosen]);
  const nameOf = (id: string) => graph.data?.apps.find((app) => app.id === id)?.name ?? 'an app that is gone';
  return (
    <>
      <Form.Item
        name="dependsOn"
        label="Depends on"
        extra={
          <>
            When this app is scheduled, these are deployed before it, and it starts only when they have succeeded.{' '}
            <Link to={appId ? `/apps/dependencies?app=${appId}` : '/apps/dependencies'}>See who needs whom</Link>
          </>
        }
      >
        <Select
          mode="multiple"
          options={options}
          loading={graph.isPending}
          placeholder="No other app"
          showSearch={{ optionFilterProp: 'label' }}
          notFoundContent="There is no other app yet"
        />
      </Form.Item>
      {chosen.length > 0 ? (
        <ul className="lead-times" aria-label="How long before">
          {chosen.map((id) => (
            <LeadTime key={id} id={id} name={nameOf(id)} />
          ))}
        </ul>
      ) : null}
    </>
  );
}

function LeadTime({ id, name }: { id: string; name: string }) {
  return (
    <li>
      <span className="lead-time-name" title={name}>
        {name}
      </span>
      <Form.Item
        name={['leadMinutes', id]}
        getValueProps={(value: number | null | undefined) => ({
          value: value === undefined ? usualLeadMinutes : value,
        })}
        rules={[{ validator: isGiven }]}
      >
        <InputNumber<number>
          min={0}
          max={1_440}
          precision={0}
          suffix="min before"
          aria-label={`Minutes before this app that ${name} is deployed`}
        />
      </Form.Item>
    </li>
  );
}

/** What nobody has touched yet is the usual time; what somebody has emptied is none. */
async function isGiven(_: unknown, value: number | null | undefined): Promise<void> {
  if (value === null) throw new Error('Give it a number of minutes; 0 is at the same time');
}
