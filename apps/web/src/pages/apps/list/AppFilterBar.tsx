import { SearchOutlined } from '@ant-design/icons';
import type { App } from '@oatfin/contracts';
import { Input, Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { AppFilters } from '@/api/apps';
import './list.css';

const statuses = [
  { value: 'running', label: 'Running' },
  { value: 'deploying', label: 'Deploying' },
  { value: 'degraded', label: 'Degraded' },
  { value: 'stopped', label: 'Stopped' },
  { value: 'never_deployed', label: 'Never deployed' },
];
const sorts = [
  { value: '-createdAt', label: 'Newest first' },
  { value: '-updatedAt', label: 'Last changed first' },
  { value: 'name', label: 'By name' },
];

interface Props {
  filters: AppFilters;
  apps: App[];
  change: (name: 'q' | 'status' | 'environment' | 'sort', value: string | undefined) => void;
}

/** Search by name, narrow by status and environment, order. */
export function AppFilterBar({ filters, apps, change }: Props) {
  const known = new Set([...apps.map((app) => app.environment), ...(filters.environment ? [filters.environment] : [])]);
  return (
    <search className="app-filters">
      <SearchField value={filters.search ?? ''} change={(value) => change('q', value)} />
      <Select
        aria-label="Status"
        placeholder="Any status"
        allowClear
        value={filters.status ?? null}
        options={statuses}
        onChange={(value) => change('status', value ?? undefined)}
      />
      <Select
        aria-label="Environment"
        placeholder="Any environment"
        allowClear
        value={filters.environment ?? null}
        options={[...known].sort().map((value) => ({ value, label: value }))}
        onChange={(value) => change('environment', value ?? undefined)}
      />
      <Select
        aria-label="Order"
        value={filters.sort ?? '-createdAt'}
        options={sorts}
        onChange={(value) => change('sort', value === '-createdAt' ? undefined : value)}
      />
    </search>
  );
}

/** Waits for a pause in typing. `/` jumps here from anywhere on the page. */
function SearchField({ value, change }: { value: string; change: (value: string) => void }) {
  const [text, setText] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || (event.target as HTMLElement).closest('input, textarea, [contenteditable]')) return;
      event.preventDefault();
      document.getElementById('app-search')?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  function type(next: string) {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => change(next.trim()), 250);
  }
  return (
    <Input
      id="app-search"
      aria-label="Search apps by name"
      placeholder="Search by name"
      prefix={<SearchOutlined aria-hidden />}
      suffix={text ? null : <kbd title="Press / to search">/</kbd>}
      allowClear
      maxLength={64}
      value={text}
      onChange={(event) => type(event.target.value)}
    />
  );
}
