/** Replaces secrets in text that people may read. */
export type Mask = (text: string) => string;

const replacement = '••••••';
/** Below this length a secret is masked only where it stands as a word: else a secret `a` would eat every a. */
const shortest = 4;

/**
 * A mask over the given secret values, and over each line of those that span several. Longest first, so that a secret
 * that holds another leaves nothing of itself.
 */
export function createMask(values: string[]): Mask {
  const parts = values.flatMap((value) => [value, ...value.split(/\r?\n/).filter((line) => line.length >= shortest)]);
  const unique = [...new Set(parts.filter((part) => part.trim() !== ''))].sort((a, b) => b.length - a.length);
  if (unique.length === 0) return (text) => text;
  const pattern = new RegExp(unique.map(toPattern).join('|'), 'gu');
  return (text) => text.replace(pattern, replacement);
}

function toPattern(value: string): string {
  const escaped = value.replace(/[.*+?^${}()|[\]\\/]/gu, '\\$&');
  return value.length >= shortest ? escaped : `(?<![\\p{L}\\p{N}_])${escaped}(?![\\p{L}\\p{N}_])`;
}
