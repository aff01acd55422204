import type { App } from '@oatfin/contracts';
import { Alert, Button } from 'antd';
import { useMay } from '@/access';
import { useUpdateApp } from '@/api/apps';
import { useNotify } from '@/components/actions/notify';
import { AbsoluteTime, RelativeTime } from '@/time/Time';

const day = 24 * 60 * 60 * 1_000;

/** A temporary app says when it ends; it can be given another day, or kept. */
export function Expiry({ app, expiresAt }: { app: App; expiresAt: string }) {
  const mayUpdate = useMay('app:update');
  const update = useUpdateApp(app.id);
  const notify = useNotify();
  function change(next: string | null, done: string) {
    update.mutate({ expiresAt: next }, { onSuccess: () => notify.succeed(done), onError: notify.fail });
  }
  const extended = new Date(Math.max(Date.now(), Date.parse(expiresAt)) + day).toISOString();
  return (
    <Alert
      type="warning"
      showIcon
      title={
        <>
          This app is temporary: it is torn down <RelativeTime at={expiresAt} />
        </>
      }
      description={
        <div className="spread">
          <span>
            <AbsoluteTime at={expiresAt} />
          </span>
          {mayUpdate ? (
            <span className="row">
              <Button size="small" loading={update.isPending} onClick={() => change(extended, 'It has one day more')}>
                Give it one more day
              </Button>
              <Button size="small" disabled={update.isPending} onClick={() => change(null, 'It stays')}>
                Keep it
              </Button>
            </span>
          ) : null}
        </div>
      }
    />
  );
}
