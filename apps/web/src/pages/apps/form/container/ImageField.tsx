import { CheckCircleFilled, CloseCircleFilled, LoadingOutlined } from '@ant-design/icons';
import type { ResolvedImage } from '@oatfin/contracts';
import { Form, Input } from 'antd';
import { useEffect, useState } from 'react';
import type { z } from 'zod';
import { useResolvedImage } from '@/api/images';
import type { ApiError } from '@/api/request';
import { revealField } from '@/components/disclosure/Disclosure';
import type { ContainerPlace } from '../values';

type Found = z.infer<typeof ResolvedImage>;

interface Props extends ContainerPlace {
  onFound?: ((image: Found) => void) | undefined;
}

/** The image, checked against its registry as soon as the typing pauses. */
export function ImageField({ index, base, onFound }: Props) {
  const form = Form.useFormInstance();
  const image: unknown = Form.useWatch(['containers', index, 'image'], form);
  const registry: unknown = Form.useWatch(['containers', index, 'registry'], form);
  const settled = useSettled(typeof image === 'string' ? image.trim() : '', 600);
  const check = useResolvedImage(settled, typeof registry === 'string' ? registry : null);
  const found = check.data;
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once for each image that is found.
  useEffect(() => {
    if (found) onFound?.(found);
  }, [found]);
  return (
    <div className="image-field">
      <Form.Item
        name={[...base, 'image']}
        label="Image"
        rules={[{ required: true, whitespace: true, message: 'Say which image to run' }]}
      >
        <Input
          className="mono"
          placeholder="nginx:1.27 or registry.example.com/team/app:1.4"
          spellCheck={false}
          maxLength={512}
        />
      </Form.Item>
      <div className="image-check" role="status">
        {settled === '' ? null : (
          <Check
            isChecking={check.isFetching}
            found={found}
            error={check.error}
            showRegistry={() => openRegistry(index)}
          />
        )}
      </div>
    </div>
  );
}

interface CheckProps {
  isChecking: boolean;
  found: Found | undefined;
  error: ApiError | null;
  showRegistry: () => void;
}

function Check({ isChecking, found, error, showRegistry }: CheckProps) {
  if (isChecking) {
    return (
      <span className="muted">
        <LoadingOutlined aria-hidden /> Asking the registry…
      </span>
    );
  }
  if (error) {
    return (
      <span className="image-refused">
        <CloseCircleFilled aria-hidden />
        <span>
          {error.message}{' '}
          {error.code === 'registry.unauthorized' ? (
            <button type="button" className="text-button" onClick={showRegistry}>
              Choose registry credentials
            </button>
          ) : null}
        </span>
      </span>
    );
  }
  if (!found) return null;
  return (
    <span className="image-found">
      <CheckCircleFilled aria-hidden />
      <span>
        <span className="visually-hidden">Found: </span>
        <span className="mono">
          {found.host}/{found.repository}
        </span>{' '}
        <span className="mono muted" title={found.digest}>
          {found.digest.slice(0, 19)}…
        </span>
        {found.platforms.map((platform) => (
          <span key={platform} className="label">
            {platform}
          </span>
        ))}
      </span>
    </span>
  );
}

function openRegistry(index: number): void {
  const id = `containers_${index}_registry`;
  revealField(id);
  document.getElementById(id)?.focus();
}

/** The value once it has stopped changing for a while. */
function useSettled(value: string, milliseconds: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}
