import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { LogChunk } from './LogChunk';
import './log.css';
import { LogToolbar } from './LogToolbar';
import type { LogEntry } from './log-entry';

interface Props {
  entries: LogEntry[];
  label: string;
  /** Shown while nothing has come. */
  placeholder: string;
  /** What is going on with the line: "Reconnecting…". */
  notice?: string | null;
  /** Whether more may come: only then there is a tail to follow. */
  isLive: boolean;
}

const chunkSize = 200;

/**
 * A log: follows its tail until the reader scrolls up, filters, copies. Lines are drawn in chunks of which the browser
 * lays out only those in sight, so that ten thousand cost little and can still be selected and searched as one text.
 */
export function LogView({ entries, label, placeholder, notice, isLive }: Props) {
  const [search, setSearch] = useState('');
  const [isWrapped, setWrapped] = useState(true);
  const [isFollowing, setFollowing] = useState(true);
  const shown = useMemo(() => filterEntries(entries, search), [entries, search]);
  const chunks = useMemo(() => toChunks(shown), [shown]);
  const scroller = useTail(shown.length, isFollowing && isLive, setFollowing);

  return (
    <div className="log">
      <LogToolbar
        search={{ value: search, change: setSearch, found: shown.length }}
        wrap={{ value: isWrapped, change: setWrapped }}
        follow={isLive ? { value: isFollowing, change: setFollowing } : null}
        text={() => shown.map(toText).join('\n')}
      />
      <section
        ref={scroller}
        className={isWrapped ? 'log-lines log-wrapped' : 'log-lines'}
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard.
        tabIndex={0}
      >
        {chunks.map((chunk) => (
          <LogChunk key={chunk[0]?.seq} entries={chunk} search={search} />
        ))}
        {shown.length === 0 ? <p className="log-empty">{search ? 'No line matches.' : placeholder}</p> : null}
      </section>
      <div className="log-notice" role="status">
        {notice}
      </div>
    </div>
  );
}

/** Keeps the end in sight while following; scrolling up stops that, scrolling to the end resumes it. */
function useTail(length: number, isFollowing: boolean, setFollowing: (isFollowing: boolean) => void) {
  const scroller = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new line is what moves the end.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && isFollowing) element.scrollTop = element.scrollHeight;
  }, [length, isFollowing]);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let before = element.scrollTop;
    const onScroll = () => {
      const isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < 40;
      if (isAtEnd) setFollowing(true);
      else if (element.scrollTop < before) setFollowing(false);
      before = element.scrollTop;
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => element.removeEventListener('scroll', onScroll);
  }, [setFollowing]);
  return scroller;
}

function filterEntries(entries: LogEntry[], search: string): LogEntry[] {
  const wanted = search.trim().toLowerCase();
  return wanted ? entries.filter(({ text }) => text.toLowerCase().includes(wanted)) : entries;
}

function toChunks(entries: LogEntry[]): LogEntry[][] {
  return Array.from({ length: Math.ceil(entries.length / chunkSize) }, (_, index) =>
    entries.slice(index * chunkSize, (index + 1) * chunkSize),
  );
}

function toText({ at, source, text }: LogEntry): string {
  return `${at} ${source ? `${source} ` : ''}${text}`;
}
