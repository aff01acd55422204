import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { Link, Navigate, useLocation } from 'umi';
import { showProblem } from '@/api/field-errors';
import { safeNext } from '@/session/next';
import { logIn, useSession } from '@/session/session';
import { EntryCard } from './EntryCard';

interface Fields {
  email: string;
  password: string;
}

/** E-mail and password; then on to where the person wanted to go. */
export default function LoginPage() {
  const session = useSession();
  const { search } = useLocation();
  const [form] = Form.useForm<Fields>();
  const [faults, setFaults] = useState<string[]>([]);
  const [isSending, setSending] = useState(false);

  if (session.phase === 'ready') return <Navigate to={safeNext(search)} replace />;

  async function submit(fields: Fields) {
    setSending(true);
    setFaults([]);
    try {
      await logIn({ email: fields.email.trim(), password: fields.password });
    } catch (error) {
      setFaults(showProblem(form, error));
      setSending(false);
    }
  }

  return (
    <EntryCard
      title="Log in"
      footer={
        <>
          New here? <Link to={`/sign-up${search}`}>Create an account</Link>
        </>
      }
    >
      <Form form={form} layout="vertical" requiredMark={false} noValidate onFinish={submit} disabled={isSending}>
        {faults.length > 0 ? (
          <Form.Item>
            <Alert type="error" showIcon title={faults.join(' ')} role="alert" />
          </Form.Item>
        ) : null}
        <Form.Item name="email" label="E-mail" rules={[{ required: true, message: 'Enter your e-mail address' }]}>
          <Input type="email" autoComplete="username" autoFocus size="large" />
        </Form.Item>
        <Form.Item name="password" label="Password" rules={[{ required: true, message: 'Enter your password' }]}>
          <Input.Password autoComplete="current-password" size="large" />
        </Form.Item>
        <Button type="primary" htmlType="submit" size="large" block loading={isSending}>
          Log in
        </Button>
      </Form>
    </EntryCard>
  );
}
