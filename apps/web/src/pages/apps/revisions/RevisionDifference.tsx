import { Select } from 'antd';
import { useCallback, useMemo } from 'react';
import type { RevisionDetails } from '@/api/apps';
import { useRegistries } from '@/api/registries';
import { compareRevisions, type Difference, type DifferenceGroup, type RegistryName } from './difference';

interface Props {
  revisions: RevisionDetails[];
  from: number;
  to: number;
  change: (chosen: { from: number; to: number }) => void;
}

/** Two revisions side by side: only what differs. */
export function RevisionDifference({ revisions, from, to, change }: Props) {
  const options = revisions.map(({ number }) => ({ value: number, label: `Revision ${number}` }));
  const before = revisions.find(({ number }) => number === from);
  const after = revisions.find(({ number }) => number === to);
  const nameOf = useRegistryName();
  const groups = useMemo(
    () => (before && after ? compareRevisions(before, after, nameOf) : []),
    [before, after, nameOf],
  );
  return (
    <section className="panel stack" aria-label="Difference">
      <div className="row difference-choices">
        <h2>Difference</h2>
        <Select aria-label="From" value={from} options={options} onChange={(value) => change({ from: value, to })} />
        <span className="muted">to</span>
        <Select aria-label="To" value={to} options={options} onChange={(value) => change({ from, to: value })} />
      </div>
      <div className="stack" aria-live="polite">
        {groups.length === 0 ? (
          <p className="muted">
            {from === to ? 'Choose two different revisions.' : 'Nothing differs: same images, same settings.'}
          </p>
        ) : null}
        {groups.map((group) => (
          <GroupTable key={group.part} group={group} from={from} to={to} />
        ))}
      </div>
    </section>
  );
}

function useRegistryName(): RegistryName {
  const { data, isPending } = useRegistries();
  return useCallback(
    (id) => data?.find((registry) => registry.id === id)?.name ?? (isPending ? '…' : 'credentials since removed'),
    [data, isPending],
  );
}

const groupWords = { added: 'added', removed: 'removed', changed: '' } as const;

function GroupTable({ group, from, to }: { group: DifferenceGroup; from: number; to: number }) {
  return (
    <table className="difference">
      <caption>
        {group.part} <span className="muted">{groupWords[group.kind]}</span>
      </caption>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Revision {from}</th>
          <th scope="col">Revision {to}</th>
        </tr>
      </thead>
      <tbody>
        {group.differences.map((difference) => (
          <DifferenceRow key={difference.field} difference={difference} />
        ))}
      </tbody>
    </table>
  );
}

const signs = { added: '+', removed: '−', changed: '~' } as const;

function DifferenceRow({ difference }: { difference: Difference }) {
  const { field, kind, isSecret } = difference;
  return (
    <tr className={`difference-${kind}`}>
      <th scope="row">
        <span className="difference-sign" aria-hidden="true">
          {signs[kind]}
        </span>
        <span>
          {field}
          <span className="visually-hidden">, {kind}</span>
        </span>
      </th>
      {isSecret ? (
        <td colSpan={2} className="difference-secret">
          {kind === 'changed' ? 'changed' : kind}
        </td>
      ) : (
        <>
          <Value className="difference-before" text={difference.before} />
          <Value className="difference-after" text={difference.after} />
        </>
      )}
    </tr>
  );
}

function Value({ text, className }: { text: string | null; className: string }) {
  if (text === null) return <td className="difference-none">not set</td>;
  return <td className={`mono ${className}`}>{text === '' ? <span className="muted">empty</span> : text}</td>;
}
