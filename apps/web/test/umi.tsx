import type { ReactNode } from 'react';
import { createPath, MemoryRouter, Navigate, useLocation } from 'react-router-dom';

/** What the dashboard uses of umi, on the same router that umi is made of. */
export * from 'react-router-dom';

export const history = { block: () => () => undefined };

/** Draws something at an address, and shows which address it led to. */
export function At({ path, children }: { path: string; children: ReactNode }) {
  return (
    <MemoryRouter initialEntries={[path]}>
      {children}
      <Whereabouts />
    </MemoryRouter>
  );
}

function Whereabouts() {
  return <output aria-label="address">{createPath(useLocation())}</output>;
}

export { Navigate };
