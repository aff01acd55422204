import type { Slot } from './slots';

type Side = 'before' | 'after';

const sweeps = 8;
const gap = 16;

/**
 * Orders every column by where what its slots are joined to stands (the barycentre heuristic of Sugiyama, Tagawa and
 * Toda, 1981), then gives heights: as straight as the order and the gaps allow.
 */
export function arrange(columns: Slot[][]): void {
  sweep(columns, orderBy);
  for (const column of columns) stack(column);
  sweep(columns, straighten);
}

/** To the right and back again, so that what is found on one side reaches the other. */
function sweep(columns: Slot[][], visit: (column: Slot[], side: Side) => void): void {
  for (let round = 0; round < sweeps; round += 1) {
    const isRightward = round % 2 === 0;
    const run = isRightward ? columns.slice(1) : columns.slice(0, -1).reverse();
    for (const column of run) visit(column, isRightward ? 'before' : 'after');
  }
}

function orderBy(column: Slot[], side: Side): void {
  const weights = new Map(column.map((slot) => [slot, mean(slot[side].map(({ index }) => index)) ?? slot.index]));
  column.sort((one, other) => (weights.get(one) ?? 0) - (weights.get(other) ?? 0));
  column.forEach((slot, index) => {
    slot.index = index;
  });
}

function stack(column: Slot[]): void {
  let top = 0;
  for (const slot of column) {
    slot.y = top + slot.height / 2;
    top += slot.height + gap;
  }
}

/** As near to what each is joined to as possible: the mean of pushing down and pushing up, which keeps every gap. */
function straighten(column: Slot[], side: Side): void {
  const wanted = column.map((slot) => mean(slot[side].map(({ y }) => y)) ?? slot.y);
  const down = pushed(column, wanted);
  const up = pushed(
    [...column].reverse(),
    [...wanted].reverse().map((y) => -y),
  )
    .reverse()
    .map((y) => -y);
  column.forEach((slot, index) => {
    slot.y = ((down[index] ?? 0) + (up[index] ?? 0)) / 2;
  });
}

function pushed(column: Slot[], wanted: number[]): number[] {
  let least = Number.NEGATIVE_INFINITY;
  return column.map((slot, index) => {
    const y = Math.max(wanted[index] ?? 0, least);
    least = y + (slot.height + (column[index + 1]?.height ?? 0)) / 2 + gap;
    return y;
  });
}

function mean(values: number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
