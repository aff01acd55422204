import type { QueueEntry } from '@/api/queue';
import { awaitedBy } from '@/components/deployment/waiting';
import { countWords, type Part, whyItWaits } from './explanation';

const ids = { holder: 'a'.repeat(24), waiting: 'b'.repeat(24), db: 'c'.repeat(24), cache: 'd'.repeat(24) };

function entry(id: string, changes: Partial<QueueEntry> & { status?: string } = {}): QueueEntry {
  const deployment = { id, app: 'shop-id', appName: 'shop', revision: 4, status: changes.status ?? 'queued' };
  return { position: 1, reason: 'next', explanation: null, ...changes, deployment } as unknown as QueueEntry;
}

const queue = (parts: Partial<Record<'running' | 'waiting' | 'blocked', QueueEntry[]>>) => ({
  ...{ running: [], waiting: [], blocked: [], limit: 4, truncated: false, message: 'success' as const },
  ...parts,
});
const say = (parts: Part[]) => parts.map((part) => (typeof part === 'string' ? part : part.text)).join('');

test('one that waits for its app names the deployment that holds it, and leads there', () => {
  const explanation = 'Another deployment of the app goes first.';
  const waiting = entry(ids.waiting, { reason: 'app_busy', explanation, holder: ids.holder });
  const parts = whyItWaits(waiting, queue({ running: [entry(ids.holder, { status: 'running' })], waiting: [waiting] }));
  expect(say(parts)).toBe('One deployment of shop at a time: revision 4 goes first.');
  expect(parts).toContainEqual({ text: 'revision 4', to: `/apps/shop-id/deployments/${ids.holder}` });
});

test('an app that is being torn down is held by no deployment, and the sentence has no link', () => {
  const explanation = 'The app shop is being torn down.';
  expect(whyItWaits(entry(ids.waiting, { reason: 'app_busy', explanation }), queue({}))).toEqual([explanation]);
});

test('one that waits for the share of its team says how large that is', () => {
  expect(say(whyItWaits(entry(ids.waiting, { reason: 'team_share' }), queue({})))).toBe(
    '4 of 4 that may run at a time are running. It starts when one of them ends.',
  );
});

test('of what a blocked one needs, those that succeeded are left out, and those not begun are told apart', () => {
  const waitsFor = ['db', 'cache', 'done'].map((appName) => ({
    ...{ deployment: ids[appName as 'db' | 'cache'] ?? 'e'.repeat(24), app: appName, appName },
  }));
  const reason = { code: 'dependency', message: 'Waits for db and cache.' };
  const running = [entry(ids.db, { status: 'running' })];
  expect(awaitedBy({ waitsFor, reason }, queue({ running })).map(({ appName, status }) => [appName, status])).toEqual([
    ['db', 'running'],
    ['cache', null],
  ]);
});

test('the head counts only what there is', () => {
  expect(countWords(queue({ running: [entry(ids.db)], blocked: [entry(ids.cache), entry(ids.holder)] }))).toBe(
    '1 running, 2 blocked',
  );
  expect(countWords(queue({}))).toBe('');
});
