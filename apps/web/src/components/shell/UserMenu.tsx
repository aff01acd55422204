import { LogoutOutlined, MailOutlined, SettingOutlined, UserOutlined } from '@ant-design/icons';
import type { User } from '@oatfin/contracts';
import { Dropdown } from 'antd';
import { useNavigate } from 'umi';
import { useSystem } from '@/api/system';
import { logOut } from '@/session/session';

/** Profile and log-out, and in development the mails that were sent. */
export function UserMenu({ user }: { user: User }) {
  const navigate = useNavigate();
  const { data: system } = useSystem();
  const items = [
    { key: 'profile', label: 'Profile', icon: <SettingOutlined aria-hidden /> },
    ...(system?.mailbox ? [{ key: 'mailbox', label: 'Mailbox', icon: <MailOutlined aria-hidden /> }] : []),
    { key: 'log-out', label: 'Log out', icon: <LogoutOutlined aria-hidden /> },
  ];
  async function choose(key: string) {
    if (key === 'profile') return navigate('/profile');
    if (key === 'mailbox') return void window.open('/mailbox', '_blank', 'noopener');
    await logOut();
    navigate('/login');
  }
  return (
    <Dropdown autoFocus trigger={['click']} placement="topLeft" menu={{ items, onClick: ({ key }) => choose(key) }}>
      <button type="button" className="user-button" aria-label={`Account of ${user.name}`}>
        <UserOutlined aria-hidden />
        <span className="user-name" title={user.email}>
          {user.name}
        </span>
      </button>
    </Dropdown>
  );
}
