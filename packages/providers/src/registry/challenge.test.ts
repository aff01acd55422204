import { parseChallenge } from './challenge';

test.each([
  [
    'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:library/nginx:pull,push"',
    {
      realm: 'https://auth.docker.io/token',
      service: 'registry.docker.io',
      scope: 'repository:library/nginx:pull,push',
    },
  ],
  [
    'bearer Realm=https://a.example/t , Service="a \\"b\\", c"',
    { realm: 'https://a.example/t', service: 'a "b", c', scope: null },
  ],
  [
    'Basic realm="x, y", Bearer realm="https://b.example/t"',
    { realm: 'https://b.example/t', service: null, scope: null },
  ],
])('%s asks for a token', (header, expected) => {
  expect(parseChallenge(header)).toEqual({ scheme: 'bearer', ...expected });
});

test.each(['Basic realm="Registry Realm"', 'BASIC', 'Bearer service="no realm", Basic realm="x"'])(
  '%s asks for a user name and a password',
  (header) => {
    expect(parseChallenge(header)).toEqual({ scheme: 'basic' });
  },
);

test.each([null, '', 'Negotiate abc==', 'Bearer scope="no realm"'])(
  '%s asks for nothing that can be given',
  (header) => {
    expect(parseChallenge(header)).toBeNull();
  },
);
