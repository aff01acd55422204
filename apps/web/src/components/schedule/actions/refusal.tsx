import { App } from 'antd';
import { Link } from 'umi';
import { ApiError } from '@/api/request';
import { sentenceOf } from '@/components/feedback/Feedback';

/** Says why something about an app's schedule was refused; one that has started leads to its deployment. */
export function useRefusal(appId: string): (error: unknown) => void {
  const { message } = App.useApp();
  return (error) => void message.error(<Refusal error={error} appId={appId} />, 9);
}

/** The API's own sentence, and the deployment it speaks of. */
export function Refusal({ error, appId }: { error: unknown; appId: string }) {
  const deployment = error instanceof ApiError ? error.deployment : null;
  return (
    <>
      {sentenceOf(error)}
      {deployment ? (
        <>
          {' '}
          <Link to={`/apps/${appId}/deployments/${deployment}`}>Open the deployment</Link>
        </>
      ) : null}
    </>
  );
}
