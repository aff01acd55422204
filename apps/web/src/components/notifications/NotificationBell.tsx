import { BellOutlined } from '@ant-design/icons';
import { mostUnreadCounted } from '@oatfin/contracts';
import { Drawer } from 'antd';
import { useState } from 'react';
import { useNotifications } from '@/api/notifications';
import { NotificationPanel } from './NotificationPanel';
import './notifications.css';

/** The bell, with how many are unread, and the panel it opens. */
export function NotificationBell() {
  const [isOpen, setOpen] = useState(false);
  const { unreadCount } = useNotifications();
  const close = () => setOpen(false);
  return (
    <>
      <button
        type="button"
        className="bell"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-label={unreadCount === 0 ? 'Notifications' : `Notifications, ${inWords(unreadCount)} unread`}
        onClick={() => setOpen(true)}
      >
        <BellOutlined aria-hidden />
        {unreadCount === 0 ? null : (
          <span className="bell-count" aria-hidden>
            {inWords(unreadCount)}
          </span>
        )}
      </button>
      <Drawer
        open={isOpen}
        onClose={close}
        title="Notifications"
        aria-label="Notifications"
        placement="left"
        closable={{ placement: 'end' }}
        size={420}
        destroyOnHidden
        classNames={{ section: 'notifications-panel', body: 'notifications-body' }}
      >
        <NotificationPanel close={close} />
      </Drawer>
    </>
  );
}

function inWords(count: number): string {
  return count < mostUnreadCounted ? String(count) : `${mostUnreadCounted - 1}+`;
}
