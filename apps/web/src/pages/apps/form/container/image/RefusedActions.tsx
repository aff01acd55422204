import { lazy, type RefObject, Suspense, useRef, useState } from 'react';
import { useMay } from '@/access';
import type { ApiError } from '@/api/request';
import { useReturnFocus } from '@/components/actions/return-focus';
import type { Credentials } from './credentials';

const RegistryDialog = lazy(() => import('@/pages/registries/RegistryDialog'));

interface Props {
  error: ApiError;
  credentials: Credentials;
  retry: () => void;
  showRegistry: () => void;
}

/** The way out of a refusal: other credentials, new ones, or the same question once more. */
export function RefusedActions({ error, credentials, retry, showRegistry }: Props) {
  if (isPassing(error)) return <TextButton text="Try again" act={retry} />;
  const isAboutLogin = error.code === 'image.not_allowed' || error.code === 'registry.unauthorized';
  if (!isAboutLogin || credentials.isLoading) return null;
  const others = credentials.matching.filter(({ id }) => id !== credentials.chosen?.id);
  return (
    <>
      {others.length > 0 ? (
        <TextButton text={`Choose ${credentials.chosen ? 'other' : 'registry'} credentials`} act={showRegistry} />
      ) : (
        <AddCredentials credentials={credentials} />
      )}
    </>
  );
}

function AddCredentials({ credentials }: { credentials: Credentials }) {
  const mayCreate = useMay('registry:create');
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useReturnFocus(isOpen, button);
  const { host, chosen, choose } = credentials;
  if (!mayCreate) return <>An admin of the team can add credentials for {host}.</>;
  return (
    <>
      <TextButton ref={button} text={`Add ${chosen ? 'other' : 'registry'} credentials`} act={() => setOpen(true)} />
      <Suspense fallback={null}>
        {isOpen ? (
          <RegistryDialog registry={null} host={host ?? ''} close={() => setOpen(false)} saved={choose} />
        ) : null}
      </Suspense>
    </>
  );
}

interface TextButtonProps {
  text: string;
  act: () => void;
  ref?: RefObject<HTMLButtonElement | null>;
}

function TextButton({ text, act, ref }: TextButtonProps) {
  return (
    <button {...(ref ? { ref } : {})} type="button" className="text-button" onClick={act}>
      {text}
    </button>
  );
}

/** A refusal that the same question may not get again. */
function isPassing({ code, status }: ApiError): boolean {
  return code === 'registry.rate_limited' || code === 'registry.unreachable' || status === 0 || status >= 500;
}
