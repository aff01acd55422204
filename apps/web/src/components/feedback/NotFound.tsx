import { Button } from 'antd';
import { Link } from 'umi';
import { EmptyState } from './Feedback';

/** No page has this address. */
export default function NotFound() {
  return (
    <EmptyState
      title="There is no page here"
      action={
        <Link to="/apps">
          <Button type="primary" tabIndex={-1}>
            Go to your apps
          </Button>
        </Link>
      }
    >
      The address may be mistyped, or what it showed has been deleted.
    </EmptyState>
  );
}
