import type { App } from '@oatfin/contracts';
import { Alert, Button } from 'antd';
import { useMay } from '@/access';
import { useUpdateApp } from '@/api/apps';
import { useNotify } from '@/components/actions/notify';
import { useNow } from '@/time/now';
import { AbsoluteTime, RelativeTime } from '@/time/Time';

const hourMs = 60 * 60 * 1_000;
const extensions = [
  { hours: 24, label: 'One more day', done: 'It has one day more' },
  { hours: 7 * 24, label: 'One more week', done: 'It has one week more' },
];

const restartWords = 'Its settings are kept: give it more time, then deploy it again.';

/** A temporary app says when it ends, and once it has; it can be given more time, or kept. */
export function Expiry({ app, expiresAt }: { app: App; expiresAt: string }) {
  const hasEnded = Date.parse(expiresAt) <= useNow().getTime();
  const isStopped = app.status === 'stopped';
  return (
    <Alert
      type={isStopped ? 'info' : 'warning'}
      showIcon
      title={hasEnded ? <EndedTitle at={expiresAt} isStopped={isStopped} /> : <EndsTitle at={expiresAt} />}
      description={
        <div className="spread">
          <span>
            <AbsoluteTime at={expiresAt} />
            {isStopped ? `. ${hasEnded ? restartWords : 'Nothing of it runs: deploy it to start it again.'}` : null}
          </span>
          <Extend app={app} expiresAt={expiresAt} />
        </div>
      }
    />
  );
}

function EndsTitle({ at }: { at: string }) {
  return (
    <>
      This app is temporary: it is torn down <RelativeTime at={at} />
    </>
  );
}

function EndedTitle({ at, isStopped }: { at: string; isStopped: boolean }) {
  return (
    <>
      The time of this app ended <RelativeTime at={at} />
      {isStopped ? ', and what it ran is gone' : ': it is being torn down'}
    </>
  );
}

function Extend({ app, expiresAt }: { app: App; expiresAt: string }) {
  const mayUpdate = useMay('app:update');
  const update = useUpdateApp(app.id);
  const notify = useNotify();
  if (!mayUpdate) return null;
  function change(next: string | null, done: string) {
    update.mutate({ expiresAt: next }, { onSuccess: () => notify.succeed(done), onError: notify.fail });
  }
  return (
    <span className="row">
      {extensions.map(({ hours, label, done }) => (
        <Button
          key={hours}
          size="small"
          disabled={update.isPending}
          onClick={() => change(later(expiresAt, hours), done)}
        >
          {label}
        </Button>
      ))}
      <Button size="small" disabled={update.isPending} onClick={() => change(null, 'It stays')}>
        Keep it for good
      </Button>
    </span>
  );
}

/** So many hours after its end, or after now when that has passed. */
function later(expiresAt: string, hours: number): string {
  return new Date(Math.max(Date.now(), Date.parse(expiresAt)) + hours * hourMs).toISOString();
}
