import { memo } from 'react';
import { formatClock, formatInZone, formatUtc } from '@/time/format';
import { useTimezone } from '@/time/Time';
import type { LogEntry } from './log-entry';

interface Props {
  entries: LogEntry[];
  search: string;
}

/** Some hundred lines; drawn again only when one of them is new. */
export const LogChunk = memo(function LogChunk({ entries, search }: Props) {
  const zone = useTimezone();
  return (
    <div className="log-chunk" style={{ containIntrinsicSize: `auto ${entries.length * 20}px` }}>
      {entries.map((entry) => (
        <div key={entry.seq} className={`log-line log-${entry.stream}`}>
          <LineTime at={entry.at} zone={zone} />
          {entry.source ? <span className="log-source">{entry.source}</span> : null}
          <span className="log-text">
            <Marked text={withoutEscapes(entry.text)} search={search.trim()} />
          </span>
        </div>
      ))}
    </div>
  );
}, isSame);

function isSame(before: Props, after: Props): boolean {
  return (
    before.search === after.search &&
    before.entries.length === after.entries.length &&
    before.entries[0] === after.entries[0] &&
    before.entries.at(-1) === after.entries.at(-1)
  );
}

function LineTime({ at, zone }: { at: string; zone: string }) {
  const date = new Date(at);
  return (
    <time dateTime={at} title={`${formatInZone(date, zone)} · ${formatUtc(date)}`}>
      {formatClock(date, zone)}
    </time>
  );
}

function Marked({ text, search }: { text: string; search: string }) {
  const at = search ? text.toLowerCase().indexOf(search.toLowerCase()) : -1;
  if (at < 0) return text;
  return (
    <>
      {text.slice(0, at)}
      <mark>{text.slice(at, at + search.length)}</mark>
      {text.slice(at + search.length)}
    </>
  );
}

/** Terminal colours say nothing here and would show as garbage. */
function withoutEscapes(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what is looked for.
  return text.replace(/\u001b\[[0-9;?]*[ -/]*[@-~]/g, '');
}
