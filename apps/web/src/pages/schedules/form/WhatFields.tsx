import type { SchedulePreview } from '@oatfin/contracts';
import { Checkbox, Form, InputNumber, Radio } from 'antd';
import { Disclosure } from '@/components/disclosure/Disclosure';
import { graceWords } from '@/components/schedule/words/grace';
import type { ScheduleValues } from './values';

interface Props {
  values: ScheduleValues;
  deploys: SchedulePreview['deploys'];
  /** A stored schedule that is pinned keeps its revision. */
  isPinned: boolean;
}

/** Which version is deployed: the newest when the time comes, or the one that stands now. */
export function WhatField({ values, deploys, isPinned }: Props) {
  return (
    <>
      <Form.Item name="deploy" label="What is deployed" className="deploy-field">
        <Radio.Group className="choices">
          <Radio value="newest">
            The newest when it starts
            <span className="muted choice-note">
              The app’s settings and the images behind its tags, as they are then
            </span>
          </Radio>
          <Radio value="pinned">
            As it is now
            <span className="muted choice-note">
              {isPinned
                ? 'The revision that was kept when this was chosen'
                : 'Kept when you save, every image by its exact digest'}
            </span>
          </Radio>
        </Radio.Group>
      </Form.Item>
      {deploys.length > 0 ? (
        <dl className="deploys" aria-label={values.deploy === 'pinned' ? 'Images that are kept' : 'Images as of now'}>
          {deploys.map(({ container, image }) => (
            <div key={container}>
              <dt>{container}</dt>
              <dd className="mono">{image}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </>
  );
}

/** What happens when it cannot start on time, and to dependencies that need no deployment. */
export function ToleranceFields({ values }: { values: ScheduleValues }) {
  const hint = `runs up to ${values.notAfterMinutes ?? 15} minutes late${values.skipIfCurrent ? ', leaves out what is current' : ''}`;
  return (
    <Disclosure title="Lateness and dependencies" hint={hint}>
      <Form.Item
        name="notAfterMinutes"
        label="May start late by"
        extra={graceWords(values.notAfterMinutes ?? 15)}
        rules={[{ required: true, message: 'Say how late it may start' }]}
      >
        <InputNumber min={1} max={10_080} precision={0} suffix="minutes" className="grace-input" />
      </Form.Item>
      <Form.Item
        name="skipIfCurrent"
        valuePropName="checked"
        extra="Otherwise everything the app depends on is deployed again before it."
      >
        <Checkbox>Leave out dependencies that already run the wanted revision and are healthy</Checkbox>
      </Form.Item>
    </Disclosure>
  );
}
