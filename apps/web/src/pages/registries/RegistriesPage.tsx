import { PlusOutlined } from '@ant-design/icons';
import type { Registry } from '@oatfin/contracts';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useMay } from '@/access';
import { useRegistries } from '@/api/registries';
import { useReturnFocus } from '@/components/actions/return-focus';
import { EmptyState, ErrorState, LoadingBlocks } from '@/components/feedback/Feedback';
import { usePageTitle } from '@/components/shell/title';
import RegistryDialog from './RegistryDialog';
import { RegistryRow } from './RegistryRow';
import './registries.css';

/** Logins for private image registries. */
export default function RegistriesPage() {
  usePageTitle('Registries');
  const registries = useRegistries();
  const mayCreate = useMay('registry:create');
  const [edited, setEdited] = useState<Registry | 'new' | null>(null);
  const opener = useRef<HTMLElement | null>(null);
  useReturnFocus(edited !== null, opener);
  function open(registry: Registry | 'new') {
    opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    setEdited(registry);
  }
  const add = (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => open('new')}>
      Add registry
    </Button>
  );
  const isEmpty = registries.data?.length === 0;
  return (
    <div className="stack">
      <div className="spread">
        <div>
          <h1>Registries</h1>
          <p className="muted">Logins for private images. Passwords are stored encrypted and never shown again.</p>
        </div>
        {mayCreate && !isEmpty ? add : null}
      </div>
      <section className="panel registries-panel" aria-label="Registries">
        {registries.isPending ? <LoadingBlocks heights={[56, 56]} label="Loading registries" /> : null}
        {registries.isError && !registries.data ? (
          <ErrorState what="The registries" error={registries.error} retry={() => registries.refetch()} />
        ) : null}
        {isEmpty ? (
          <EmptyState title="No registries yet" action={mayCreate ? add : null}>
            Public images need none. Add one to run images from a private registry
            {mayCreate ? '.' : '; an admin of the team can do that.'}
          </EmptyState>
        ) : null}
        <ul className="registries">
          {registries.data?.map((registry) => (
            <RegistryRow key={registry.id} registry={registry} edit={() => open(registry)} />
          ))}
        </ul>
      </section>
      {edited ? <RegistryDialog registry={edited === 'new' ? null : edited} close={() => setEdited(null)} /> : null}
    </div>
  );
}
