import type { ReactNode } from 'react';
import { Mark } from '@/components/shell/Mark';
import './entry.css';

/** The frame of the pages before the login. */
export function EntryCard({ title, children, footer }: { title: string; children: ReactNode; footer: ReactNode }) {
  return (
    <main className="entry">
      <div className="entry-card">
        <div className="entry-brand">
          <Mark size={36} />
          <span>Oatfin</span>
        </div>
        <h1>{title}</h1>
        {children}
        <p className="muted entry-footer">{footer}</p>
      </div>
      <svg className="entry-water" viewBox="0 0 1200 120" preserveAspectRatio="none" aria-hidden="true">
        <path d="M0 62c100-40 200-40 300 0s200 40 300 0 200-40 300 0 200 40 300 0v58H0z" fill="var(--accent-soft)" />
        <path
          d="M0 88c75-24 150-24 225 0s150 24 225 0 150-24 225 0 150 24 225 0 150-24 300 0v32H0z"
          fill="var(--line)"
        />
      </svg>
    </main>
  );
}
