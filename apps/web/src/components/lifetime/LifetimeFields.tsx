import { Form, Select } from 'antd';
import { type ComponentProps, lazy, Suspense } from 'react';
import { useTimezone } from '@/time/Time';

const MomentField = lazy(() => import('./MomentField'));

const kinds = [
  { value: 'none', label: 'It stays until someone deletes it' },
  { value: '4', label: '4 hours' },
  { value: '24', label: '24 hours' },
  { value: '168', label: '7 days' },
  { value: 'date', label: 'Until a date…' },
];

/** How long the app lives. The calendar is loaded only for those who choose a date. */
export function LifetimeFields() {
  const form = Form.useFormInstance();
  const zone = useTimezone();
  const kind: unknown = Form.useWatch(['lifetime', 'kind'], form);
  return (
    <>
      <Form.Item
        name={['lifetime', 'kind']}
        label="Lifetime"
        extra="When it ends, the app and everything it runs is torn down. You are warned before, and can extend it."
      >
        <Select options={kinds} />
      </Form.Item>
      {kind === 'date' ? (
        <Form.Item
          name={['lifetime', 'date']}
          label="Ends at"
          extra={`In your time zone, ${zone}`}
          rules={[{ required: true, message: 'Choose when it ends' }]}
        >
          <DateField zone={zone} />
        </Form.Item>
      ) : null}
    </>
  );
}

/** The form hands value and label to its direct child, so that must be more than a Suspense. */
function DateField(props: ComponentProps<typeof MomentField>) {
  return (
    <Suspense fallback={<div className="skeleton-block" style={{ height: 36 }} />}>
      <MomentField {...props} />
    </Suspense>
  );
}
