/** Two labels and a hyphen make one label of a host name: `<app>-<team>` in at most 63 characters. */
const longestSlug = 20;

/** A team's name as a DNS label: `Ärzte & Co` → `arzte-co`; `team` when no letter or digit is left. */
export function toSlug(name: string): string {
  const ascii = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '');
  const slug = ascii
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longestSlug)
    .replace(/^-+|-+$/g, '');
  return slug === '' ? 'team' : slug;
}
