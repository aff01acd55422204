import type { GraphEdge } from '@/api/graph';
import { edgesBy } from '../edges';

/** A place in a column: an app, or where a longer edge passes by. `y` is the middle. */
export interface Slot {
  /** The app; null where an edge passes. */
  app: string | null;
  column: number;
  height: number;
  /** Those it is joined to in the columns before and after. */
  before: Slot[];
  after: Slot[];
  index: number;
  y: number;
}

/** An edge as the slots it leads through, from what is needed to what needs it. */
export interface Route {
  edge: GraphEdge;
  slots: Slot[];
}

export const nodeSize = { width: 208, height: 56 };
const passHeight = 14;

/** Puts the apps into columns, dependencies first, with a slot in every column that an edge only passes. */
export function toSlots(ids: string[], edges: GraphEdge[]): { columns: Slot[][]; routes: Route[] } {
  const columnOf = columnsOf(ids, edges);
  const columns: Slot[][] = [];
  const add = (app: string | null, column: number): Slot => {
    const slot = { app, column, height: app ? nodeSize.height : passHeight, before: [], after: [], index: 0, y: 0 };
    const slots = columns[column] ?? [];
    columns[column] = slots;
    slot.index = slots.push(slot) - 1;
    return slot;
  };
  const slotOf = new Map(ids.map((id) => [id, add(id, columnOf.get(id) ?? 0)]));
  const routes = edges.flatMap((edge) => {
    const [first, last] = [slotOf.get(edge.dependsOn), slotOf.get(edge.app)];
    if (!first || !last || first.column >= last.column) return [];
    const passed = Array.from({ length: last.column - first.column - 1 }, (_, step) =>
      add(null, first.column + step + 1),
    );
    const slots = [first, ...passed, last];
    join(slots);
    return [{ edge, slots }];
  });
  return { columns: Array.from(columns, (slots) => slots ?? []), routes };
}

function join(slots: Slot[]): void {
  slots.forEach((slot, index) => {
    const next = slots[index + 1];
    if (!next) return;
    slot.after.push(next);
    next.before.push(slot);
  });
}

/**
 * How far right each app stands: one column after the last of what it needs. What needs nothing stands just before the
 * first that needs it, so that edges stay short. A cycle, which the API refuses, is cut where it is met.
 */
function columnsOf(ids: string[], edges: GraphEdge[]): Map<string, number> {
  const needs = edgesBy('app', edges);
  const columns = new Map<string, number>();
  const visiting = new Set<string>();
  const columnAt = (id: string): number => {
    const known = columns.get(id);
    if (known !== undefined || visiting.has(id)) return known ?? 0;
    visiting.add(id);
    const column = Math.max(-1, ...(needs.get(id) ?? []).map(({ dependsOn }) => columnAt(dependsOn))) + 1;
    visiting.delete(id);
    columns.set(id, column);
    return column;
  };
  for (const id of ids) columnAt(id);
  for (const [id, dependents] of edgesBy('dependsOn', edges)) {
    if (needs.has(id)) continue;
    columns.set(id, Math.min(...dependents.map(({ app }) => columns.get(app) ?? 1)) - 1);
  }
  return columns;
}
