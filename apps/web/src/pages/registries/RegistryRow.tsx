import type { Registry } from '@oatfin/contracts';
import { Button, Popconfirm } from 'antd';
import { useMay } from '@/access';
import { useDeleteRegistry, useVerifyRegistry } from '@/api/registries';
import { useNotify } from '@/components/actions/notify';
import { sentenceOf } from '@/components/feedback/Feedback';
import { lookOf, StatusGlyph } from '@/components/status/StatusMark';
import { RelativeTime } from '@/time/Time';

/** One registry: whether its login works, and what can be done with it. */
export function RegistryRow({ registry, edit }: { registry: Registry; edit: () => void }) {
  const mayUpdate = useMay('registry:update');
  const verify = useVerifyRegistry();
  return (
    <li className="registry">
      <div className="registry-name">
        <strong>{registry.name}</strong>
        <div className="muted mono">
          {registry.username}@{registry.host}
        </div>
        {verify.isError ? (
          <p className="registry-fault" role="alert">
            {sentenceOf(verify.error)}
          </p>
        ) : null}
      </div>
      <div className="registry-state" role="status">
        <Verified registry={registry} hasFailed={verify.isError} />
      </div>
      {mayUpdate ? (
        <div className="row">
          <Button
            loading={verify.isPending}
            onClick={() => verify.mutate(registry.id)}
            aria-label={`Check ${registry.name}`}
          >
            Check
          </Button>
          <Button onClick={edit} aria-label={`Edit ${registry.name}`}>
            Edit
          </Button>
          <RemoveButton registry={registry} />
        </div>
      ) : null}
    </li>
  );
}

function Verified({ registry, hasFailed }: { registry: Registry; hasFailed: boolean }) {
  const look = lookOf('step', hasFailed ? 'failed' : registry.verifiedAt ? 'succeeded' : 'skipped');
  return (
    <span className="row registry-verified">
      <StatusGlyph look={look} />
      {hasFailed ? 'Login refused' : null}
      {!hasFailed && registry.verifiedAt ? (
        <span>
          Login worked <RelativeTime at={registry.verifiedAt} />
        </span>
      ) : null}
      {!hasFailed && !registry.verifiedAt ? <span className="muted">Not checked yet</span> : null}
    </span>
  );
}

function RemoveButton({ registry }: { registry: Registry }) {
  const mayDelete = useMay('registry:delete');
  const remove = useDeleteRegistry();
  const notify = useNotify();
  if (!mayDelete) return null;
  return (
    <Popconfirm
      title={`Remove ${registry.name}?`}
      description="Its password is erased. One that an app still pulls with is not removed."
      okText="Remove"
      cancelText="Keep"
      okButtonProps={{ danger: true }}
      onConfirm={() => remove.mutateAsync(registry.id).catch(notify.fail)}
    >
      <Button danger loading={remove.isPending} aria-label={`Remove ${registry.name}`}>
        Remove
      </Button>
    </Popconfirm>
  );
}
