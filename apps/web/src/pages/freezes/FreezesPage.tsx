import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { lazy, Suspense, useRef, useState } from 'react';
import { useMay } from '@/access';
import { type FreezeDetails, useFreezes } from '@/api/freezes';
import { useReturnFocus } from '@/components/actions/return-focus';
import { EmptyState, ErrorState, LoadingBlocks } from '@/components/feedback/Feedback';
import { usePageTitle } from '@/components/shell/title';
import { FreezeRow } from './FreezeRow';
import './freezes.css';
import { inOrder } from './order';

const FreezeDialog = lazy(() => import('./form/FreezeDialog'));

/** The times in which the team's deployments are held. */
export default function FreezesPage() {
  usePageTitle('Freezes');
  const freezes = useFreezes();
  const mayCreate = useMay('freeze:create');
  const [edited, setEdited] = useState<FreezeDetails | 'new' | null>(null);
  const opener = useRef<HTMLElement | null>(null);
  useReturnFocus(edited !== null, opener);
  function open(freeze: FreezeDetails | 'new') {
    opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    setEdited(freeze);
  }
  const add = (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => open('new')}>
      Add freeze
    </Button>
  );
  const isEmpty = freezes.data?.length === 0;
  return (
    <div className="stack">
      <div className="spread">
        <Head />
        {mayCreate && !isEmpty ? add : null}
      </div>
      <section className="panel freezes-panel" aria-label="Freezes">
        {freezes.isPending ? <LoadingBlocks heights={[64, 64]} label="Loading freezes" /> : null}
        {freezes.isError && !freezes.data ? (
          <ErrorState what="The freezes" error={freezes.error} retry={() => freezes.refetch()} />
        ) : null}
        {isEmpty ? (
          <EmptyState title="No freezes" action={mayCreate ? add : null}>
            Set one for the holidays, a sale or an audit, and nothing is deployed meanwhile
            {mayCreate ? '.' : '; an admin of the team can do that.'}
          </EmptyState>
        ) : null}
        <ul className="freezes">
          {inOrder(freezes.data ?? []).map((freeze) => (
            <FreezeRow key={freeze.id} freeze={freeze} edit={() => open(freeze)} />
          ))}
        </ul>
      </section>
      <Suspense fallback={null}>
        {edited ? <FreezeDialog freeze={edited === 'new' ? null : edited} close={() => setEdited(null)} /> : null}
      </Suspense>
    </div>
  );
}

function Head() {
  return (
    <div className="freezes-head">
      <h1>Freezes</h1>
      <p className="muted">
        While a freeze holds, no deployment starts: what comes due waits for its end, or fails when it may not wait that
        long. What runs already goes on, and rolling back is always possible.
      </p>
    </div>
  );
}
