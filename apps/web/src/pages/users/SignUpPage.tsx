import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { Link, Navigate, useLocation } from 'umi';
import { showProblem } from '@/api/field-errors';
import { safeNext } from '@/session/next';
import { signUp, useSession } from '@/session/session';
import { EntryCard } from './EntryCard';

interface Fields {
  name: string;
  email: string;
  password: string;
  team?: string;
}

/** A new account with its first team. The time zone is guessed, and can be changed in the profile. */
export default function SignUpPage() {
  const session = useSession();
  const { search } = useLocation();
  const [form] = Form.useForm<Fields>();
  const [faults, setFaults] = useState<string[]>([]);
  const [isSending, setSending] = useState(false);

  if (session.phase === 'ready') return <Navigate to={safeNext(search)} replace />;

  async function submit({ team, ...fields }: Fields) {
    setSending(true);
    setFaults([]);
    try {
      const { guessTimezone } = await import('@/time/zones');
      const named = team?.trim() ? { team: team.trim() } : {};
      await signUp({ ...fields, ...named, email: fields.email.trim(), timezone: guessTimezone() });
    } catch (error) {
      setFaults(showProblem(form, error));
      setSending(false);
    }
  }

  return (
    <EntryCard
      title="Create your account"
      footer={
        <>
          Already have one? <Link to={`/login${search}`}>Log in</Link>
        </>
      }
    >
      <Form form={form} layout="vertical" requiredMark={false} noValidate onFinish={submit} disabled={isSending}>
        {faults.length > 0 ? (
          <Form.Item>
            <Alert type="error" showIcon title={faults.join(' ')} role="alert" />
          </Form.Item>
        ) : null}
        <SignUpFields />
        <Button type="primary" htmlType="submit" size="large" block loading={isSending}>
          Create account
        </Button>
      </Form>
    </EntryCard>
  );
}

function SignUpFields() {
  return (
    <>
      <Form.Item
        name="name"
        label="Your name"
        rules={[{ required: true, whitespace: true, message: 'Enter your name' }]}
      >
        <Input autoComplete="name" autoFocus size="large" maxLength={64} />
      </Form.Item>
      <Form.Item
        name="email"
        label="E-mail"
        validateTrigger="onBlur"
        rules={[
          { required: true, message: 'Enter your e-mail address' },
          { type: 'email', message: 'This is not an e-mail address', transform: (value: string) => value.trim() },
        ]}
      >
        <Input type="email" autoComplete="username" size="large" />
      </Form.Item>
      <Form.Item
        name="password"
        label="Password"
        extra="At least 8 characters. Four random words are stronger than one clever one."
        validateTrigger="onBlur"
        rules={[
          { required: true, message: 'Choose a password' },
          { min: 8, message: 'Use at least 8 characters' },
        ]}
      >
        <Input.Password autoComplete="new-password" size="large" />
      </Form.Item>
      <Form.Item
        name="team"
        label={
          <span>
            Team name <span className="muted">(optional)</span>
          </span>
        }
      >
        <Input autoComplete="organization" size="large" maxLength={64} placeholder="The people you deploy with" />
      </Form.Item>
    </>
  );
}
