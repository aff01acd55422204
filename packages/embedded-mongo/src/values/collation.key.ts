/**
 * Index keys for collated strings. `Intl` has no sort keys, so each character gets the rank it has among the Latin
 * characters under a collator: first by letters alone, then, where the collation tells them apart, by accents and by
 * all of it. `levels` are the collators from the coarsest to the collation's own.
 */
export function collationKey(text: string, levels: readonly Intl.Collator[], numeric: boolean): string {
  const prepared = (numeric ? padNumbers(text) : text).normalize('NFC');
  return levels.map((collator) => level(prepared, collator)).join('\0');
}

function padNumbers(text: string): string {
  return text.replace(/\d+/g, (digits) => digits.replace(/^0+(?=\d)/, '').padStart(20, '0'));
}

function level(text: string, collator: Intl.Collator): string {
  const known = keysOf(collator);
  let key = '';
  for (const character of text) {
    let part = known.get(character);
    if (part === undefined) {
      part = foreignKey(character, collator, known);
      known.set(character, part);
    }
    key += part;
  }
  return key;
}

const tables = new WeakMap<Intl.Collator, Map<string, string>>();

function keysOf(collator: Intl.Collator): Map<string, string> {
  const known = tables.get(collator) ?? rankLatin(collator);
  tables.set(collator, known);
  return known;
}

function rankLatin(collator: Intl.Collator): Map<string, string> {
  const characters = Array.from({ length: 0x230 }, (_, index) => String.fromCharCode(0x20 + index));
  characters.sort(collator.compare);
  const keys = new Map<string, string>();
  let rank = 1;
  let previous = '';
  for (const character of characters) {
    if (collator.compare(previous, character) !== 0) rank += 1;
    keys.set(character, collator.compare('', character) === 0 ? '' : String.fromCharCode(rank));
    previous = character;
  }
  return joinLigatures(keys, collator);
}

/** `ß` counts as `ss`, `æ` as `ae`, where the collator says so. */
function joinLigatures(keys: Map<string, string>, collator: Intl.Collator): Map<string, string> {
  for (const [ligature, letters] of Object.entries({ ß: 'ss', æ: 'ae', Æ: 'AE', œ: 'oe', Œ: 'OE' })) {
    if (collator.compare(ligature, letters) !== 0) continue;
    keys.set(ligature, [...letters].map((letter) => keys.get(letter) ?? letter).join(''));
  }
  return keys;
}

function foreignKey(character: string, collator: Intl.Collator, known: Map<string, string>): string {
  if (collator.compare('', character) === 0) return '';
  const plain = character.normalize('NFD').replace(/\p{M}/gu, '');
  for (const candidate of [plain.toLowerCase(), plain.toUpperCase(), plain, character.toLowerCase()]) {
    if (candidate !== character && collator.compare(candidate, character) === 0) {
      return [...candidate].map((letter) => known.get(letter) ?? `\u1000${letter}`).join('');
    }
  }
  return `\u1000${character}`;
}
