import type { App } from '@oatfin/contracts';
import { useOutletContext } from 'umi';

/** The app whose page this tab belongs to. */
export function useOutletApp(): App {
  return useOutletContext<App>();
}
