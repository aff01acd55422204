import { ClockCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { Link } from 'umi';
import { useMay } from '@/access';

interface Props {
  /** The app it is for; without one the form asks. */
  appId?: string;
  label?: string;
  isPrimary?: boolean;
}

/** The way to a new schedule, for those who may make one. */
export function ScheduleButton({ appId, label = 'Schedule a deployment', isPrimary = false }: Props) {
  const mayCreate = useMay('schedule:create');
  if (!mayCreate) return null;
  return (
    <Link to={appId ? `/schedules/new?app=${appId}` : '/schedules/new'} className="button-link">
      <Button type={isPrimary ? 'primary' : 'default'} icon={<ClockCircleOutlined aria-hidden />} tabIndex={-1}>
        {label}
      </Button>
    </Link>
  );
}
