import type { AppStatus } from '@oatfin/contracts';
import { useSearchParams } from 'umi';
import type { AppFilters, AppSort } from '@/api/apps';

/** The list's filters, kept in the page's address so that a filtered list can be shared and survives a reload. */
export function useAppFilters() {
  const [params, setParams] = useSearchParams();
  const filters: AppFilters = {};
  const search = params.get('q');
  const status = params.get('status');
  const environment = params.get('environment');
  if (search) filters.search = search;
  if (status) filters.status = status as AppStatus;
  if (environment) filters.environment = environment;
  filters.sort = (params.get('sort') ?? '-createdAt') as AppSort;

  function change(name: 'q' | 'status' | 'environment' | 'sort', value: string | undefined) {
    const next = new URLSearchParams(params);
    if (value) next.set(name, value);
    else next.delete(name);
    setParams(next, { replace: true });
  }
  const isFiltered = Boolean(search || status || environment);
  return { filters, isFiltered, change, reset: () => setParams(new URLSearchParams(), { replace: true }) };
}
