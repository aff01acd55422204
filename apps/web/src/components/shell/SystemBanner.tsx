import { Alert } from 'antd';
import { useSystem } from '@/api/system';

const consequences = {
  engine: 'Apps cannot be deployed: the container engine is missing',
  edge: 'Addresses of apps cannot be served: the edge is missing',
} as const;

/** Says what Oatfin itself lacks, and how to get it. Nothing when all is there. */
export function SystemBanner() {
  const { data } = useSystem();
  const missing = (['engine', 'edge'] as const).filter((part) => data?.[part].state === 'missing');
  return missing.map((part) => (
    <Alert
      key={part}
      className="system-banner"
      type="warning"
      showIcon
      role="status"
      title={consequences[part]}
      description={
        <>
          {data?.[part].howTo ?? data?.[part].detail}
          {data?.[part].howTo ? <div className="muted">Found: {data[part].detail}</div> : null}
        </>
      }
    />
  ));
}
