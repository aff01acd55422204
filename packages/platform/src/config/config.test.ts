import { ApiConfig, readConfig, WorkerConfig } from '.';

const needed = { MONGODB_URI: 'mongodb://127.0.0.1:27017/oatfin', REDIS_URL: 'redis://127.0.0.1:6379' };
const mail = { SMTP_URL: 'smtp://mail.example.com:587' };

test('the mailbox of development refuses to boot in production', () => {
  const given = { ...needed, NODE_ENV: 'production', MAILBOX_PORT: '1025' };
  expect(() => readConfig(ApiConfig, given)).toThrow('MAILBOX_PORT: is for development alone');
  expect(readConfig(ApiConfig, { ...given, NODE_ENV: 'development' }).MAILBOX_PORT).toBe(1025);
});

test.each([
  ['API', ApiConfig],
  ['worker', WorkerConfig],
])('in production the %s mails only when it knows where links lead', (_name, schema) => {
  const given = { ...needed, ...mail, NODE_ENV: 'production' };
  expect(() => readConfig(schema, given)).toThrow('PUBLIC_URL: must be given with SMTP_URL');
  expect(() => readConfig(schema, { ...given, PUBLIC_URL: 'https://oatfin.example.com' })).not.toThrow();
  expect(() => readConfig(schema, { ...given, NODE_ENV: 'development' })).not.toThrow();
});

test.each(['a@b.example, c@d.example', 'Oatfin', 'Oatfin <a@b.example>\r\nBcc: c@d.example'])(
  '%j is no sender',
  (MAIL_FROM) => {
    expect(() => readConfig(WorkerConfig, { ...needed, MAIL_FROM })).toThrow('MAIL_FROM: must be one address');
  },
);
