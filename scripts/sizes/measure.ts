import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** How long one thing is. */
export interface Size {
  lines: number;
  /** `path` of a file, `path:line name` of a function. */
  place: string;
}

/** Lines of a file. */
export function fileSize(path: string): Size {
  return { lines: readFileSync(path, 'utf8').trimEnd().split('\n').length, place: path };
}

/** Every named function of a TypeScript file, with the lines it spans; an arrow function has its variable's name. */
export function functionSizes(path: string): Size[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const sizes: Size[] = [];
  const visit = (node: ts.Node): void => {
    const name = ts.isFunctionLike(node) ? nameOf(node) : null;
    if (name !== null) {
      const first = source.getLineAndCharacterOfPosition(node.getStart()).line;
      const last = source.getLineAndCharacterOfPosition(node.end).line;
      sizes.push({ lines: last - first + 1, place: `${path}:${first + 1} ${name}` });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return sizes;
}

function nameOf(node: ts.SignatureDeclaration): string | null {
  if (!('body' in node)) return null;
  const named = node.name ?? ('name' in node.parent ? node.parent.name : undefined);
  return isNode(named) ? named.getText() : null;
}

function isNode(value: unknown): value is ts.Node {
  return typeof value === 'object' && value !== null && 'kind' in value && 'getText' in value;
}
