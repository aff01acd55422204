import { CheckOutlined, CopyOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';

interface Toggle {
  value: boolean;
  change: (value: boolean) => void;
}
interface Props {
  search: { value: string; change: (value: string) => void; found: number };
  wrap: Toggle;
  follow: Toggle | null;
  text: () => string;
}

/** Search, follow, wrap and copy. */
export function LogToolbar({ search, wrap, follow, text }: Props) {
  return (
    <div className="log-toolbar">
      <Input
        className="log-search"
        aria-label="Show only lines with"
        placeholder="Show only lines with…"
        prefix={<SearchOutlined aria-hidden />}
        suffix={<span className="muted">{search.value ? search.found.toLocaleString('en') : ''}</span>}
        allowClear
        value={search.value}
        onChange={(event) => search.change(event.target.value)}
      />
      {follow ? (
        <Checkbox checked={follow.value} onChange={(event) => follow.change(event.target.checked)}>
          Follow
        </Checkbox>
      ) : null}
      <Checkbox checked={wrap.value} onChange={(event) => wrap.change(event.target.checked)}>
        Wrap
      </Checkbox>
      <CopyButton text={text} label="Copy" />
    </div>
  );
}

/** Copies and says that it did. */
export function CopyButton({ text, label }: { text: () => string; label: string }) {
  const [isCopied, setCopied] = useState(false);
  async function copy() {
    await writeClipboard(text());
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  }
  return (
    <Button onClick={copy} icon={isCopied ? <CheckOutlined aria-hidden /> : <CopyOutlined aria-hidden />}>
      <span aria-live="polite">{isCopied ? 'Copied' : label}</span>
    </Button>
  );
}

/** The clipboard API needs https or localhost; the older way works on plain http too. */
async function writeClipboard(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}
