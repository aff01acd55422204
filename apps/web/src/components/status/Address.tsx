import { ExportOutlined } from '@ant-design/icons';
import './status.css';

/** Where an app answers, or will once something serves there, without the scheme people know anyway. Only http and https become links. */
export function Address({ address, isServing }: { address: string | null; isServing: boolean }) {
  if (!address) return <span className="muted">No public address</span>;
  const text = address.replace(/^https?:\/\//, '').replace(/\/$/, '');
  if (!isServing) {
    return (
      <span className="address muted" title={`${address}, once it is deployed`}>
        <Shortened text={text} />
      </span>
    );
  }
  if (!/^https?:\/\//.test(address)) return <span>{text}</span>;
  return (
    <a className="address" href={address} target="_blank" rel="noreferrer" title={address}>
      <Shortened text={text} />
      <ExportOutlined aria-label="opens in a new tab" />
    </a>
  );
}

/** Where it does not fit, the name is cut and the port stays. */
function Shortened({ text }: { text: string }) {
  const port = /:\d+$/.exec(text)?.[0] ?? '';
  return (
    <span className="address-text">
      <span>{text.slice(0, text.length - port.length)}</span>
      {port}
    </span>
  );
}
