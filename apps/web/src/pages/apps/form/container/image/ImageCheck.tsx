import { CheckCircleFilled, CloseCircleFilled, LoadingOutlined } from '@ant-design/icons';
import type { ResolvedImage } from '@oatfin/contracts';
import type { z } from 'zod';
import type { ApiError } from '@/api/request';
import type { Credentials } from './credentials';
import { RefusedActions } from './RefusedActions';

export type FoundImage = z.infer<typeof ResolvedImage>;

interface Props {
  isChecking: boolean;
  found: FoundImage | undefined;
  error: ApiError | null;
  credentials: Credentials;
  retry: () => void;
  showRegistry: () => void;
}

/** What the registry says about the image, and what can be done when it says no. */
export function ImageCheck({ isChecking, found, error, credentials, retry, showRegistry }: Props) {
  if (isChecking) {
    return (
      <span className="muted">
        <LoadingOutlined aria-hidden /> Asking the registry…
      </span>
    );
  }
  return (
    <>
      {error ? (
        <span className="image-refused">
          <CloseCircleFilled aria-hidden />
          <span>
            {error.message}{' '}
            <RefusedActions error={error} credentials={credentials} retry={retry} showRegistry={showRegistry} />
          </span>
        </span>
      ) : null}
      {found ? <Found image={found} /> : null}
      {credentials.chosen && (found || error) ? (
        <span className="image-credentials muted">
          <span>
            Using the credentials “{credentials.chosen.name}”.{' '}
            <button type="button" className="text-button" onClick={showRegistry}>
              Change
            </button>
          </span>
        </span>
      ) : null}
    </>
  );
}

function Found({ image }: { image: FoundImage }) {
  return (
    <span className="image-found">
      <CheckCircleFilled aria-hidden />
      <span>
        <span className="visually-hidden">Found: </span>
        <span className="mono">
          {image.host}/{image.repository}
        </span>{' '}
        <span className="mono muted" title={image.digest}>
          {image.digest.slice(0, 19)}…
        </span>
        {image.platforms.map((platform) => (
          <span key={platform} className="label">
            {platform}
          </span>
        ))}
      </span>
    </span>
  );
}
