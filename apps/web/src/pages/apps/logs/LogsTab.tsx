import { Select } from 'antd';
import { useMemo, useState } from 'react';
import { useAppLogs } from '@/api/app-logs';
import type { StreamState } from '@/api/events';
import { ErrorState } from '@/components/feedback/Feedback';
import { LogView } from '@/components/log/LogView';
import { useOutletApp } from '../outlet';
import './logs.css';

const tails = [200, 1_000, 5_000].map((value) => ({ value, label: `Last ${value.toLocaleString('en')} lines` }));

/** What the app's containers write, as they write it. */
export default function LogsTab() {
  const app = useOutletApp();
  const [container, setContainer] = useState('');
  const [tail, setTail] = useState(200);
  const logs = useAppLogs(app.id, tail, container);
  const hasSeveral = app.containers.length > 1 || app.containers.some(({ replicas }) => replicas > 1);
  const entries = useMemo(
    () =>
      hasSeveral ? logs.lines.map((line) => ({ ...line, source: `${line.container}#${line.replica}` })) : logs.lines,
    [logs.lines, hasSeveral],
  );
  const containers = [
    { value: '', label: 'All containers' },
    ...app.containers.map(({ name }) => ({ value: name, label: name })),
  ];
  return (
    <section className="panel stack" aria-label="Logs">
      <div className="logs-choices">
        <Select aria-label="Container" value={container} options={containers} onChange={setContainer} />
        <Select aria-label="How far back" value={tail} options={tails} onChange={setTail} />
      </div>
      {logs.error ? (
        <ErrorState what="The logs" error={logs.error} />
      ) : (
        <LogView
          entries={entries}
          label="App logs"
          placeholder={logs.state === 'connecting' ? 'Connecting…' : 'Nothing has been written yet.'}
          notice={noticeFor(logs.state)}
          isLive
        />
      )}
    </section>
  );
}

function noticeFor(state: StreamState): string | null {
  if (state === 'waiting') return 'No container of the app is writing now. Oatfin keeps looking.';
  return state === 'reconnecting' ? 'The connection broke. Reconnecting…' : null;
}
