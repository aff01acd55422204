import type { RevisionDetails } from '@/api/apps';
import { compareRevisions as compare } from './difference';

const compareRevisions = (before: RevisionDetails, after: RevisionDetails) =>
  compare(before, after, (id) => `credentials ${id}`);

type RevisionContainer = RevisionDetails['containers'][number];

function container(changes: Partial<RevisionContainer>): RevisionContainer {
  return {
    name: 'web',
    image: 'shop:1',
    digest: 'sha256:1',
    registry: null,
    command: null,
    replicas: 1,
    cpu: 0.25,
    memoryMb: 128,
    ports: [80],
    publicPort: 80,
    env: {},
    secrets: {},
    healthCheck: null,
    ...changes,
  };
}

function revision(number: number, ...containers: RevisionContainer[]): RevisionDetails {
  return {
    app: 'a',
    number,
    target: { kind: 'docker', cloudAccount: null },
    containers,
    createdAt: '',
    createdBy: null,
  };
}

test('only what differs is shown, each field with what it was and what it is', () => {
  const before = revision(1, container({ env: { LEVEL: 'info', OLD: '1' } }));
  const after = revision(2, container({ image: 'shop:2', env: { LEVEL: 'debug', NEW: '' } }));
  expect(compareRevisions(before, after)).toEqual([
    {
      part: 'web',
      kind: 'changed',
      differences: [
        { field: 'image', kind: 'changed', before: 'shop:1', after: 'shop:2', isSecret: false },
        { field: 'env LEVEL', kind: 'changed', before: 'info', after: 'debug', isSecret: false },
        { field: 'env OLD', kind: 'removed', before: '1', after: null, isSecret: false },
        { field: 'env NEW', kind: 'added', before: null, after: '', isSecret: false },
      ],
    },
  ]);
});

test('a secret is only said to have changed', () => {
  const before = revision(1, container({ secrets: { KEY: { updatedAt: '2026-01-01T00:00:00.000Z' } } }));
  const after = revision(2, container({ secrets: { KEY: { updatedAt: '2026-02-01T00:00:00.000Z' } } }));
  expect(compareRevisions(before, after)[0]?.differences).toEqual([
    { field: 'secret KEY', kind: 'changed', before: null, after: null, isSecret: true },
  ]);
});

test('a container that came is shown as added, the same revision as no difference', () => {
  const before = revision(1, container({}));
  const after = revision(2, container({}), container({ name: 'cache', image: 'redis:7' }));
  expect(compareRevisions(before, after).map(({ part, kind }) => [part, kind])).toEqual([['cache', 'added']]);
  expect(compareRevisions(after, after)).toEqual([]);
});

test('registry credentials are shown by name', () => {
  const differences = compareRevisions(revision(1, container({})), revision(2, container({ registry: 'r1' })));
  expect(differences[0]?.differences).toEqual([
    { field: 'registry credentials', kind: 'added', before: null, after: 'credentials r1', isSecret: false },
  ]);
});
