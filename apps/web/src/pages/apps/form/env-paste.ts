import type { VariableRow } from './values';

const assignment = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=(.*)$/;

/**
 * The variables in pasted text, as an .env file has them: `KEY=value` lines, `export`, quotes, comments and empty lines.
 * A quoted value may span lines. Null when the text is not of that kind, so that it can be pasted as it is.
 */
export function parseEnv(text: string): VariableRow[] | null {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const rows: VariableRow[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (/^\s*(#|$)/.test(line)) continue;
    const [, name, start] = assignment.exec(line) ?? [];
    if (name === undefined || start === undefined) return null;
    const { value, lastLine } = readValue(lines, index, start.trim());
    rows.push({ name, value });
    index = lastLine;
  }
  return rows.length > 0 ? rows : null;
}

function readValue(lines: string[], index: number, start: string): { value: string; lastLine: number } {
  const quote = start[0];
  if (quote !== '"' && quote !== "'") return { value: start.replace(/\s+#.*$/, ''), lastLine: index };
  let text = start.slice(1);
  let lastLine = index;
  while (closingAt(text, quote) < 0 && lastLine + 1 < lines.length) {
    lastLine += 1;
    text += `\n${lines[lastLine]}`;
  }
  const end = closingAt(text, quote);
  if (end < 0) return { value: start, lastLine: index };
  const inner = text.slice(0, end);
  return { value: quote === '"' ? withoutBackslashes(inner) : inner, lastLine };
}

function closingAt(text: string, quote: string): number {
  if (quote === "'") return text.indexOf(quote);
  const match = /^(?:\\[\s\S]|[^"\\])*"/.exec(text);
  return match ? match[0].length - 1 : -1;
}

function withoutBackslashes(text: string): string {
  return text.replace(/\\([\s\S])/g, (_, character: string) => ({ n: '\n', t: '\t', r: '\r' })[character] ?? character);
}

/** The rows with the pasted ones: a name that is there gets the new value, empty rows make room, the rest is added. */
export function mergeRows<Row extends VariableRow>(
  rows: Row[],
  pasted: VariableRow[],
  make: (row: VariableRow) => Row,
): Row[] {
  const merged = rows.filter(({ name, value }) => name || value);
  for (const row of pasted) {
    const at = merged.findIndex(({ name }) => name === row.name);
    const known = merged[at];
    if (known) merged[at] = { ...known, ...make(row) };
    else merged.push(make(row));
  }
  return merged;
}
