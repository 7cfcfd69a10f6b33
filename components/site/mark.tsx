/** The product's mark: a lamp's beam falls on the small block, and leaves the large one in the dark. */
export function Mark({ height = 22 }: { readonly height?: number }) {
  return (
    <svg width={height} height={height} viewBox="0 0 24 24" aria-hidden="true">
      <path d="M16 0h3l5 21H11Z" fill="currentColor" opacity="0.16" />
      <path
        d="M1.75 4.75h7.5v15.5h-7.5zM1.75 9.9h7.5M1.75 15.1h7.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
      />
      <path d="M14 14h7v7h-7z" fill="var(--light)" />
      <path d="M0 22h24" stroke="currentColor" strokeWidth="2" />
    </svg>
  );
}
