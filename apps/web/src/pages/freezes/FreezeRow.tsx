import { Button, Popconfirm } from 'antd';
import { useMay } from '@/access';
import { type FreezeDetails, useDeleteFreeze } from '@/api/freezes';
import { useNotify } from '@/components/actions/notify';
import { FreezeTime } from './FreezeTime';
import { phaseOf } from './order';

/** One freeze: when it holds, for which apps, and what can be done with it. */
export function FreezeRow({ freeze, edit }: { freeze: FreezeDetails; edit: () => void }) {
  const mayUpdate = useMay('freeze:update');
  const { name, environments } = freeze;
  return (
    <li className={phaseOf(freeze) === 'over' ? 'freeze freeze-over' : 'freeze'}>
      <div className="freeze-name">
        <strong>{name}</strong>
        <div className="row freeze-labels">
          {environments.length === 0 ? <span className="label">all apps</span> : null}
          {environments.map((environment) => (
            <span key={environment} className="label" title={environment}>
              {environment}
            </span>
          ))}
        </div>
      </div>
      <FreezeTime freeze={freeze} />
      {mayUpdate ? (
        <div className="row">
          <Button onClick={edit} aria-label={`Edit ${name}`}>
            Edit
          </Button>
          <RemoveButton freeze={freeze} />
        </div>
      ) : null}
    </li>
  );
}

function RemoveButton({ freeze }: { freeze: FreezeDetails }) {
  const mayDelete = useMay('freeze:delete');
  const remove = useDeleteFreeze();
  const notify = useNotify();
  if (!mayDelete) return null;
  return (
    <Popconfirm
      title={`Remove ${freeze.name}?`}
      description={freeze.isActive ? 'What it holds starts at once.' : 'It will hold nothing any more.'}
      okText="Remove"
      cancelText="Keep"
      okButtonProps={{ danger: true }}
      onConfirm={() => remove.mutateAsync(freeze.id).catch(notify.fail)}
    >
      <Button danger loading={remove.isPending} aria-label={`Remove ${freeze.name}`}>
        Remove
      </Button>
    </Popconfirm>
  );
}
