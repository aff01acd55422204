import { ExportOutlined } from '@ant-design/icons';
import './status.css';

/** Where an app answers, without the scheme people know anyway. Only http and https become links. */
export function Address({ address }: { address: string | null }) {
  if (!address) return <span className="muted">No public address</span>;
  const text = address.replace(/^https?:\/\//, '').replace(/\/$/, '');
  if (!/^https?:\/\//.test(address)) return <span>{text}</span>;
  return (
    <a className="address" href={address} target="_blank" rel="noreferrer" title={address}>
      <span>{text}</span>
      <ExportOutlined aria-label="opens in a new tab" />
    </a>
  );
}
