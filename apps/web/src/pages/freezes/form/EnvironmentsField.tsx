import { Form, Select } from 'antd';
import { useDependencyGraph } from '@/api/graph';

/** For which environments a freeze holds; those that apps have are suggested. */
export function EnvironmentsField() {
  const form = Form.useFormInstance();
  const chosen: string[] = Form.useWatch('environments', form) ?? [];
  const graph = useDependencyGraph();
  const used = new Set(graph.data?.apps.map(({ environment }) => environment));
  const unused = graph.data ? chosen.filter((label) => !used.has(label)) : [];
  return (
    <Form.Item
      name="environments"
      label="Environments"
      extra={unused.length > 0 ? `No app has the label ${unused.join(', ')} now.` : 'Leave it empty to hold all apps.'}
    >
      <Select
        mode="tags"
        placeholder="All apps"
        tokenSeparators={[',', ' ']}
        options={[...used].sort().map((value) => ({ value, label: value }))}
      />
    </Form.Item>
  );
}
