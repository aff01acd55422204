import { replicaOf } from './replica';

const app = (replicas: number) => ({ containers: [{ ...container, replicas }] });

test('the only replica has no number, several are counted from 1', () => {
  expect(replicaOf(app(1), { container: 'web', replica: 0 })).toBeNull();
  expect(replicaOf(app(2), { container: 'web', replica: 0 })).toBe('replica 1 of 2');
  expect(replicaOf(app(2), { container: 'web', replica: 1 })).toBe('replica 2 of 2');
});

test('a replica that the app no longer has is counted all the same', () => {
  expect(replicaOf(app(1), { container: 'web', replica: 2 })).toBe('replica 3 of 3');
  expect(replicaOf(app(1), { container: 'gone', replica: 0 })).toBeNull();
});

const container = {
  ...{ name: 'web', image: 'nginx', registry: null, command: null, cpu: 0.25, memoryMb: 128, ports: [80] },
  ...{ publicPort: 80, healthCheck: null, env: {}, secrets: {} },
};
