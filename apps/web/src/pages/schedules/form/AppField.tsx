import { Form, Select } from 'antd';
import { useAppChoices } from '@/api/apps';

/** Which app is deployed. */
export function AppField() {
  const apps = useAppChoices(true);
  const options = apps.data?.map(({ id, name, environment }) => ({ value: id, label: `${name} (${environment})` }));
  return (
    <Form.Item name="app" label="App" rules={[{ required: true, message: 'Choose the app' }]}>
      <Select
        options={options ?? []}
        loading={apps.isPending}
        placeholder="Choose an app"
        showSearch={{ optionFilterProp: 'label' }}
        notFoundContent={apps.isError ? 'The apps could not be loaded' : 'No app has this name'}
      />
    </Form.Item>
  );
}
