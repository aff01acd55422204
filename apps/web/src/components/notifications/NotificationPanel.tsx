import { Button } from 'antd';
import { useNotifications, useReadAllNotifications } from '@/api/notifications';
import { useNotify } from '@/components/actions/notify';
import { EmptyState, ErrorState, LoadingBlocks } from '@/components/feedback/Feedback';
import { NotificationItem } from './NotificationItem';

/** What the team was told, newest first. `close` is called when the person goes to what one is about. */
export function NotificationPanel({ close }: { close: () => void }) {
  const { notifications, unreadCount, isError, error, refetch, ...more } = useNotifications();
  if (!notifications) {
    return isError ? (
      <ErrorState what="The notifications" error={error} retry={() => refetch()} />
    ) : (
      <LoadingBlocks heights={[64, 64, 64]} label="Loading notifications" />
    );
  }
  if (notifications.length === 0) {
    return (
      <EmptyState title="Nothing to tell">
        When a schedule is missed or moved, or a deployment fails that others wait for, it stands here, and the owners
        and admins of the team get a mail.
      </EmptyState>
    );
  }
  return (
    <>
      <div className="notifications-bar">
        <span className="muted" role="status">
          {unreadCount === 0 ? 'All read' : `${unreadCount} unread`}
        </span>
        <ReadAllButton until={notifications[0]?.createdAt} isDisabled={unreadCount === 0} />
      </div>
      <ul className="notifications">
        {notifications.map((notification) => (
          <NotificationItem key={notification.id} notification={notification} close={close} />
        ))}
      </ul>
      {more.hasNextPage ? (
        <Button block type="text" loading={more.isFetchingNextPage} onClick={() => more.fetchNextPage()}>
          Show older
        </Button>
      ) : null}
    </>
  );
}

function ReadAllButton({ until, isDisabled }: { until: string | undefined; isDisabled: boolean }) {
  const readAll = useReadAllNotifications();
  const notify = useNotify();
  return (
    <Button
      size="small"
      disabled={isDisabled}
      loading={readAll.isPending}
      onClick={() => until && readAll.mutateAsync(until).catch(notify.fail)}
    >
      Mark all as read
    </Button>
  );
}
