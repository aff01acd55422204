/** The Oatfin mark: a fin above an oat-coloured wave. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#0f766e" />
      <path d="M7.2 21.6C11.8 20 13.6 9.8 23.6 7.2c-2 5-1.6 9.8 1.6 14.4z" fill="#fff" />
      <path
        d="M6 25.4c2.2-1.6 4.4-1.6 6.6 0s4.4 1.6 6.6 0 4.4-1.6 6.8 0"
        fill="none"
        stroke="#f2c879"
        strokeWidth="2.2"
        strokeLinecap="round"
      />
    </svg>
  );
}
