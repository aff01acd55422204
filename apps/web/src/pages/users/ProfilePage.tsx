import type { User } from '@oatfin/contracts';
import { Alert, Button, Form, Input } from 'antd';
import { useMemo, useState } from 'react';
import { showProblem } from '@/api/field-errors';
import { useUpdateMe } from '@/api/users';
import { useNotify } from '@/components/actions/notify';
import { usePageTitle } from '@/components/shell/title';
import { useSession } from '@/session/session';
import { formatInZone } from '@/time/format';
import { useNow } from '@/time/now';
import { ZoneSelect } from '@/time/ZoneSelect';
import { guessTimezone } from '@/time/zones';
import './profile.css';

/** The person's name and time zone. */
export default function ProfilePage() {
  usePageTitle('Profile');
  const session = useSession();
  if (session.phase !== 'ready') return null;
  return (
    <div className="stack profile">
      <h1>Profile</h1>
      <section className="panel">
        <ProfileForm user={session.user} />
      </section>
    </div>
  );
}

interface Fields {
  name: string;
  timezone: string;
}

function ProfileForm({ user }: { user: User }) {
  const [form] = Form.useForm<Fields>();
  const [faults, setFaults] = useState<string[]>([]);
  const update = useUpdateMe();
  const notify = useNotify();

  async function submit(fields: Fields) {
    setFaults([]);
    try {
      await update.mutateAsync(fields);
      notify.succeed('Saved');
    } catch (error) {
      setFaults(showProblem(form, error));
    }
  }
  return (
    <Form form={form} layout="vertical" requiredMark={false} initialValues={user} onFinish={submit}>
      {faults.length > 0 ? (
        <Form.Item>
          <Alert type="error" showIcon title={faults.join(' ')} role="alert" />
        </Form.Item>
      ) : null}
      <Form.Item label="E-mail">
        <Input aria-label="E-mail" value={user.email} readOnly variant="filled" />
      </Form.Item>
      <Form.Item name="name" label="Name" rules={[{ required: true, whitespace: true, message: 'Enter your name' }]}>
        <Input autoComplete="name" maxLength={64} />
      </Form.Item>
      <TimezoneField />
      <Button type="primary" htmlType="submit" loading={update.isPending}>
        Save
      </Button>
    </Form>
  );
}

function TimezoneField() {
  const form = Form.useFormInstance<Fields>();
  const chosen: string = Form.useWatch('timezone', form) ?? 'UTC';
  const now = useNow();
  const guessed = useMemo(guessTimezone, []);
  return (
    <Form.Item label="Time zone" className="timezone">
      <Form.Item name="timezone" noStyle>
        <ZoneSelect />
      </Form.Item>
      <div className="row timezone-notes">
        <span className="muted">It is {formatInZone(now, chosen)} there.</span>
        {guessed === chosen ? null : (
          <Button size="small" onClick={() => form.setFieldValue('timezone', guessed)}>
            Use {guessed}, as this device says
          </Button>
        )}
      </div>
    </Form.Item>
  );
}
