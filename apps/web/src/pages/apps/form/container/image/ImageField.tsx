import { Form, Input } from 'antd';
import { useEffect, useState } from 'react';
import { useResolvedImage } from '@/api/images';
import { revealField } from '@/components/disclosure/Disclosure';
import type { ContainerPlace } from '../../values';
import { useCredentials } from './credentials';
import { type FoundImage, ImageCheck } from './ImageCheck';

interface Props extends ContainerPlace {
  onFound?: ((image: FoundImage) => void) | undefined;
}

/** The image, checked against its registry as soon as the typing pauses. */
export function ImageField({ index, base, onFound }: Props) {
  const form = Form.useFormInstance();
  const image: unknown = Form.useWatch(['containers', index, 'image'], form);
  const registry: unknown = Form.useWatch(['containers', index, 'registry'], form);
  const settled = useSettled(typeof image === 'string' ? image.trim() : '', 600);
  const check = useResolvedImage(settled, typeof registry === 'string' ? registry : null);
  const credentials = useCredentials(index, settled, check.error);
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
          <ImageCheck
            isChecking={check.isFetching}
            found={found}
            error={check.error}
            credentials={credentials}
            retry={() => void check.refetch()}
            showRegistry={() => openRegistry(index)}
          />
        )}
      </div>
    </div>
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
