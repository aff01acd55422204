/** A fin over quiet water, for pages with nothing on them yet. */
export function EmptyDrawing() {
  return (
    <svg className="drawing" viewBox="0 0 168 96" fill="none" aria-hidden="true">
      <circle cx="124" cy="28" r="13" fill="var(--warn-soft)" />
      <path d="M56 70C74 63 78 33 108 22c-6 18-4 33 7 48z" fill="var(--accent)" opacity="0.9" />
      <path
        d="M14 76c10-7 20-7 30 0s20 7 30 0 20-7 30 0 20 7 30 0 14-6 20-4"
        stroke="currentColor"
        strokeWidth="3"
        strokeLinecap="round"
      />
      <path
        d="M38 88c8-5 16-5 24 0s16 5 24 0 16-5 24 0"
        stroke="var(--line-strong)"
        strokeWidth="3"
        strokeLinecap="round"
      />
    </svg>
  );
}
