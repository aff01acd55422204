import type { App, AppLogLine } from '@oatfin/contracts';
import { Select } from 'antd';
import { useMemo, useState } from 'react';
import { useAppLogs } from '@/api/app-logs';
import type { StreamState } from '@/api/events';
import { ErrorState } from '@/components/feedback/Feedback';
import { LogView } from '@/components/log/LogView';
import { useOutletApp } from '../outlet';
import { replicaOf } from '../replica';
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
    () => (hasSeveral ? logs.lines.map((line) => ({ ...line, source: sourceOf(app, line) })) : logs.lines),
    [logs.lines, hasSeveral, app],
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
          placeholder={logs.isCaughtUp ? 'Nothing has been written yet.' : 'Loading…'}
          notice={noticeFor(logs.state)}
          isLive
        />
      )}
    </section>
  );
}

/** `web`, or `web, replica 1 of 2`. */
function sourceOf(app: App, line: AppLogLine): string {
  return [line.container, replicaOf(app, line)].filter((part) => part !== null).join(', ');
}

function noticeFor(state: StreamState): string | null {
  if (state === 'waiting') return 'No container of the app is writing now. Oatfin keeps looking.';
  return state === 'reconnecting' ? 'The connection broke. Reconnecting…' : null;
}
