import { memo, useMemo } from 'react';
import type { Line, Point } from './layout/layout';
import type { Relatives } from './relatives';
import { type Box, isIn } from './visible';
import { leadWords } from './words';

interface Props {
  lines: Line[];
  /** What lies outside is not drawn. */
  box: Box;
  size: { width: number; height: number };
  margin: number;
  active: string | null;
  relatives: Relatives | null;
}

/** The edges below the apps; those of the app that is looked at once more, above the others. */
export function Lines({ lines, box, size, margin, active, relatives }: Props) {
  const drawn = useMemo(() => lines.filter(({ points }) => isIn(box, points)), [lines, box]);
  const near = active && relatives ? drawn.flatMap((line) => nearLine(line, active, relatives)) : [];
  return (
    <svg {...size} className="graph-lines" aria-hidden="true">
      <defs>
        <marker id="graph-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">
          <path d="M1 1l6 3-6 3" fill="none" stroke="context-stroke" strokeWidth="1.5" strokeLinejoin="round" />
        </marker>
      </defs>
      <g transform={`translate(${margin} ${margin})`}>
        <AllLines lines={drawn} />
        <g>
          {near.map(({ line, kind }) => (
            <Edge key={keyOf(line)} line={line} className={`graph-line graph-line-${kind}`} />
          ))}
        </g>
      </g>
    </svg>
  );
}

const AllLines = memo(function AllLines({ lines }: { lines: Line[] }) {
  return (
    <g className="graph-all-lines">
      {lines.map((line) => (
        <Edge key={keyOf(line)} line={line} className="graph-line" />
      ))}
    </g>
  );
});

function Edge({ line, className }: { line: Line; className: string }) {
  const at = middleOfLast(line.points);
  return (
    <g className={className}>
      <path d={pathOf(line.points)} markerEnd="url(#graph-arrow)" />
      <text x={at.x} y={at.y}>
        {leadWords(line.edge.leadMinutes)}
      </text>
    </g>
  );
}

/** An edge among what the active app needs, or among what needs it. */
function nearLine(line: Line, active: string, { needs, neededBy }: Relatives) {
  const { app, dependsOn } = line.edge;
  if (needs.has(dependsOn) && (app === active || needs.has(app))) return [{ line, kind: 'needs' }];
  if (neededBy.has(app) && (dependsOn === active || neededBy.has(dependsOn))) return [{ line, kind: 'needed' }];
  return [];
}

function keyOf({ edge }: Line): string {
  return `${edge.app} ${edge.dependsOn}`;
}

/** Curves that leave and arrive level, straight where there is nothing to climb. */
function pathOf([first, ...others]: Point[]): string {
  if (!first) return '';
  let from = first;
  const parts = others.map((to) => {
    const middle = (from.x + to.x) / 2;
    const part = `C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}`;
    from = to;
    return part;
  });
  return `M${first.x} ${first.y}${parts.join('')}`;
}

function middleOfLast(points: Point[]): Point {
  const [one, other] = [points.at(-2), points.at(-1)];
  return one && other ? { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 } : { x: 0, y: 0 };
}
