import { testDatabase } from '.';

const given = process.env.MONGODB_URI;
afterEach(() => {
  if (given === undefined) delete process.env.MONGODB_URI;
  else process.env.MONGODB_URI = given;
});

test.each([
  ['mongodb://127.0.0.1:27017', /^mongodb:\/\/127.0.0.1:27017\/test-[0-9a-f]{12}$/],
  ['mongodb://a:1,b:2/admin?replicaSet=rs0', /^mongodb:\/\/a:1,b:2\/test-[0-9a-f]{12}\?replicaSet=rs0$/],
  ['mongodb+srv://u:p@cluster.example/', /^mongodb\+srv:\/\/u:p@cluster.example\/test-[0-9a-f]{12}$/],
])('a test database is one of its own on %s', (server, uri) => {
  process.env.MONGODB_URI = server;
  expect(testDatabase().uri).toMatch(uri);
  expect(testDatabase().name).not.toBe(testDatabase().name);
});

test('a run without MongoDB says so', () => {
  delete process.env.MONGODB_URI;
  expect(testDatabase).toThrow('MONGODB_URI is not set');
});
