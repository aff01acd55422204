import { CheckOutlined } from '@ant-design/icons';
import type { Notification } from '@oatfin/contracts';
import { Button } from 'antd';
import { useRef } from 'react';
import { Link } from 'umi';
import { useReadNotification } from '@/api/notifications';
import { useNotify } from '@/components/actions/notify';
import { RelativeTime } from '@/time/Time';

/** One notification. Following its link reads it; what has none, or is not followed, can be marked. */
export function NotificationItem({ notification, close }: { notification: Notification; close: () => void }) {
  const { id, title, text, link, createdAt, readAt } = notification;
  const read = useReadNotification();
  const notify = useNotify();
  const row = useRef<HTMLLIElement>(null);
  const isUnread = readAt === null;
  const markRead = () => isUnread && read.mutateAsync(id).catch(notify.fail);
  function follow() {
    markRead();
    close();
  }
  /** The button goes with the mark; the keyboard stays at the row. */
  function mark() {
    row.current?.focus();
    markRead();
  }
  return (
    <li ref={row} tabIndex={-1} className={isUnread ? 'notification notification-unread' : 'notification'}>
      <div className="notification-words">
        <h3>
          {link ? (
            <Link to={link} className="notification-link" onClick={follow}>
              {title}
            </Link>
          ) : (
            title
          )}
          {isUnread ? <span className="visually-hidden"> (unread)</span> : null}
        </h3>
        <p className="notification-text">{text.replace(/\n+/g, '\n')}</p>
        <p className="muted notification-time">
          <RelativeTime at={createdAt} />
        </p>
      </div>
      {isUnread ? (
        <Button
          type="text"
          size="small"
          className="notification-mark"
          icon={<CheckOutlined aria-hidden />}
          loading={read.isPending}
          onClick={mark}
          title="Mark as read"
          aria-label={`Mark “${title}” as read`}
        />
      ) : null}
    </li>
  );
}
