import type { ReactNode } from 'react';
import './disclosure.css';

interface Props {
  title: string;
  /** What is inside, in a few words, so that it need not be opened to be known. */
  hint?: ReactNode;
  children: ReactNode;
  isOpen?: boolean;
}

/** Settings that most people never need: out of the way, yet part of the form, and found by the browser's own search. */
export function Disclosure({ title, hint, children, isOpen = false }: Props) {
  return (
    <details className="disclosure" ref={(element) => openOnce(element, isOpen)}>
      <summary>
        <span className="disclosure-head">
          <span className="disclosure-title">{title}</span>
          {hint ? <span className="muted disclosure-hint">{hint}</span> : null}
        </span>
      </summary>
      <div className="disclosure-body">{children}</div>
    </details>
  );
}

/** Opened for the person only the first time; from then on it is theirs. */
function openOnce(element: HTMLDetailsElement | null, isOpen: boolean): void {
  if (!element || element.dataset.opened || !isOpen) return;
  element.open = true;
  element.dataset.opened = 'yes';
}

/** Opens every disclosure around a field, so that its fault can be seen. */
export function revealField(id: string): void {
  let details = document.getElementById(id)?.closest('details');
  while (details) {
    details.open = true;
    details = details.parentElement?.closest('details');
  }
}
