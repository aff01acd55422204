import { CheckOutlined, SwapOutlined } from '@ant-design/icons';
import type { Team } from '@oatfin/contracts';
import { Dropdown } from 'antd';
import { useNavigate } from 'umi';
import { chooseTeam } from '@/session/session';

/** The team everything is done for; a menu only when there is a choice. */
export function TeamSwitch({ teams, team }: { teams: Team[]; team: Team }) {
  const navigate = useNavigate();
  if (teams.length < 2) {
    return (
      <div className="team-switch" title={team.name}>
        <TeamName team={team} />
      </div>
    );
  }
  const items = teams.map(({ id, name }) => ({
    key: id,
    label: name,
    icon: <CheckOutlined style={{ visibility: id === team.id ? 'visible' : 'hidden' }} />,
  }));
  function change(id: string) {
    chooseTeam(id);
    navigate('/apps');
  }
  return (
    <Dropdown
      autoFocus
      trigger={['click']}
      menu={{ items, selectedKeys: [team.id], onClick: ({ key }) => change(key), className: 'team-menu' }}
    >
      <button type="button" className="team-switch team-switch-button" title={team.name}>
        <TeamName team={team} />
        <SwapOutlined aria-hidden />
        <span className="visually-hidden">Change team</span>
      </button>
    </Dropdown>
  );
}

function TeamName({ team }: { team: Team }) {
  return (
    <>
      <span className="team-initial" aria-hidden="true">
        {team.name.charAt(0).toUpperCase()}
      </span>
      <span className="team-name">
        <span>{team.name}</span>
        <small className="muted">{team.role}</small>
      </span>
    </>
  );
}
