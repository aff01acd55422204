import type { Fault } from '../faults';

/** The longest name, in Unicode code points: so zod counts the characters of a string. */
export const longestName = 64;
/** Some characters fold into many; a key must still fit into a cursor. */
const longestKey = 200;
const reserved = new Set(['new', 'oatfin', 'localhost', 'null', 'undefined']);

/**
 * A name as names are compared within a team: compatibility forms, case, and characters that nobody sees make no
 * difference. After NFKC_Casefold, Unicode Standard 3.13.
 */
export function nameKeyOf(name: string): string {
  const folded = name.normalize('NFKC').replace(/\p{Default_Ignorable_Code_Point}/gu, '');
  return folded.toUpperCase().toLowerCase().replaceAll('ς', 'σ').normalize('NFKC').trim();
}

/** What forbids a name. */
export function nameFaults(name: string): Fault[] {
  const key = nameKeyOf(name);
  if (key === '') return [{ path: 'name', message: 'The name has no visible character.' }];
  if (key.length > longestKey) return [{ path: 'name', message: 'The name is too long when written out.' }];
  if (!reserved.has(key)) return [];
  return [{ path: 'name', message: `The name "${name}" is reserved.`, code: 'app.name_reserved' }];
}

/** Names for a copy, without end: `api-copy`, `api-copy-2`, … The source's name is cut where it would not fit. */
export function* copyNamesOf(name: string): Generator<string> {
  for (let number = 1; ; number += 1) {
    const ending = number === 1 ? '-copy' : `-copy-${number}`;
    yield `${cut(name, longestName - ending.length)}${ending}`;
  }
}

/** Cuts between characters as people see them, never inside one. */
function cut(text: string, length: number): string {
  let short = '';
  let left = length;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    left -= [...segment].length;
    if (left < 0) break;
    short += segment;
  }
  return short.trimEnd();
}
