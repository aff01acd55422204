import { useEffect } from 'react';

/** Names the browser tab: `storefront-api · Oatfin`. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Oatfin`;
  }, [title]);
}
