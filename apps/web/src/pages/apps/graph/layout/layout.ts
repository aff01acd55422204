import type { Graph, GraphApp, GraphEdge } from '@/api/graph';
import { arrange } from './arrange';
import { type Island, islandsOf } from './islands';
import { nodeSize, type Route, type Slot, toSlots } from './slots';

export interface Point {
  x: number;
  y: number;
}

/** An app where it is drawn: its upper left corner, and the column it stands in. */
export interface Node extends Point {
  app: GraphApp;
  column: number;
}

/** An edge where it is drawn, from the right side of what is needed to the left side of what needs it. */
export interface Line {
  edge: GraphEdge;
  points: Point[];
}

export interface Layout {
  nodes: Node[];
  lines: Line[];
  width: number;
  height: number;
  /** Apps that need nothing and that nothing needs; they are not drawn. */
  alone: GraphApp[];
}

const columnGap = 88;
const islandGap = 48;
/** Islands stand beside each other up to here, or up to the width of the widest. */
const shelfWidth = 1_500;

/** Where everything of the graph is drawn: dependencies left, what needs them right, islands apart from each other. */
export function layOut(graph: Graph): Layout {
  const { islands, alone } = islandsOf(graph);
  const apps = new Map(graph.apps.map((app) => [app.id, app]));
  const drawn = islands.map((island) => drawIsland(island, apps));
  const shelf = Math.max(shelfWidth, ...drawn.map(({ width }) => width));
  const layout: Layout = { nodes: [], lines: [], width: 0, height: 0, alone };
  let [x, top] = [0, 0];
  for (const one of drawn) {
    if (x > 0 && x + one.width > shelf) [x, top] = [0, layout.height + islandGap];
    layout.nodes.push(...one.nodes.map((node) => ({ ...node, x: node.x + x, y: node.y + top })));
    layout.lines.push(
      ...one.lines.map(({ edge, points }) => ({ edge, points: points.map((at) => ({ x: at.x + x, y: at.y + top })) })),
    );
    layout.width = Math.max(layout.width, x + one.width);
    layout.height = Math.max(layout.height, top + one.height);
    x += one.width + islandGap;
  }
  return layout;
}

function drawIsland({ ids, edges }: Island, apps: Map<string, GraphApp>): Omit<Layout, 'alone'> {
  const { columns, routes } = toSlots(ids, edges);
  arrange(columns);
  const slots = columns.flat();
  const top = Math.min(...slots.map(({ y, height }) => y - height / 2));
  const bottom = Math.max(...slots.map(({ y, height }) => y + height / 2));
  for (const slot of slots) slot.y -= top;
  return {
    nodes: slots.flatMap((slot) => {
      const app = apps.get(slot.app ?? '');
      return app ? [{ app, column: slot.column, x: leftOf(slot), y: slot.y - nodeSize.height / 2 }] : [];
    }),
    lines: routes.map(toLine),
    width: columns.length * nodeSize.width + (columns.length - 1) * columnGap,
    height: bottom - top,
  };
}

/** Straight through the columns it passes, so that it crosses no app there. */
function toLine({ edge, slots }: Route): Line {
  const points = slots.flatMap((slot, index) => {
    const left = { x: leftOf(slot), y: slot.y };
    const right = { x: leftOf(slot) + nodeSize.width, y: slot.y };
    if (index === 0) return [right];
    return index === slots.length - 1 ? [left] : [left, right];
  });
  return { edge, points };
}

function leftOf({ column }: Slot): number {
  return column * (nodeSize.width + columnGap);
}
