import type { App, Deployment } from '@oatfin/contracts';
import { rollbackOf } from './rollback';

const rollback = (
  deployment: Partial<Pick<Deployment, 'status' | 'revision' | 'previousRevision'>>,
  app: Partial<Pick<App, 'status' | 'currentRevision'>>,
) =>
  rollbackOf(
    { status: 'succeeded', revision: 2, previousRevision: 1, ...deployment },
    { status: 'running', currentRevision: 2, ...app },
  );

test('of what serves, the revision before comes back', () => {
  expect(rollback({}, {})).toEqual({ label: 'Roll back', question: 'Go back to revision 1?' });
});

test('of the same revision deployed once more, the revision before is not named, as the page does not know it', () => {
  expect(rollback({ previousRevision: 2 }, {})?.question).toBe('Go back to the revision that served before?');
});

test('of what no longer serves, its own revision comes back, also when nothing serves', () => {
  expect(rollback({}, { currentRevision: 3 })?.label).toBe('Bring back revision 2');
  expect(rollback({ previousRevision: null }, { currentRevision: null })?.label).toBe('Bring back revision 2');
});

test('nothing is offered when nothing can happen', () => {
  expect(rollback({ status: 'failed' }, { currentRevision: 1 })).toBeNull();
  expect(rollback({ revision: null }, {})).toBeNull();
  expect(rollback({ previousRevision: null }, {})).toBeNull();
  expect(rollback({}, { status: 'deleting' })).toBeNull();
});
