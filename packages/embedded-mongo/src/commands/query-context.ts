import { evaluate } from '../aggregation';
import { maxTimeExpired } from '../errors';
import { completeCollation } from '../indexes/index-spec';
import type { QueryContext } from '../query';
import type { Collection } from '../store/collection';
import { asDoc, type Collation, type Doc, makeCollation } from '../values';
import type { Arguments } from './arguments';

const CLOCK_EVERY = 64;

/** A query context, and what the planner and long-lived cursors need besides. */
export interface CommandContext {
  readonly ctx: QueryContext;
  /** The collation with its defaults; undefined for comparing bytes. */
  readonly collationSpec: Doc | undefined;
  /** Gives a getMore its own time. */
  readonly restartClock: () => void;
}

/**
 * The context a command's filters and expressions are compiled with: its collation or the collection's, its `let`
 * variables, its deadline.
 */
export function commandContext(
  args: Arguments,
  collection: Collection | undefined,
  options: { own?: Arguments; maxTimeMs?: number | undefined } = {},
): CommandContext {
  const asked = (options.own ?? args).optionalDoc('collation');
  const checked = asked === undefined ? undefined : makeCollation(asked);
  const spec = asked ?? asDoc(collection?.options.collation);
  const collation = asked === undefined ? collection?.collation : checked;
  const isBinary = spec === undefined || spec.locale === 'simple';
  const clock = deadline(options.maxTimeMs ?? args.count('maxTimeMS') ?? 0);
  const ctx = buildContext(clock.tick, isBinary ? undefined : collation);
  const variables = args.optionalDoc('let');
  for (const [name, value] of Object.entries(variables ?? {})) ctx.variables[name] = evaluate(value, {}, ctx);
  return { ctx, collationSpec: isBinary ? undefined : completeCollation(spec), restartClock: clock.restart };
}

function buildContext(tick: () => void, collation: Collation | undefined): QueryContext {
  const context: QueryContext = { variables: {}, now: new Date(), tick };
  return collation === undefined ? context : { ...context, collation };
}

/** Looks at the clock at every 64th call only. */
function deadline(maxTimeMs: number): { tick: () => void; restart: () => void } {
  if (maxTimeMs === 0) return { tick: () => undefined, restart: () => undefined };
  let until = performance.now() + maxTimeMs;
  let calls = 0;
  return {
    tick: () => {
      calls += 1;
      if (calls % CLOCK_EVERY === 0 && performance.now() > until) throw maxTimeExpired('operation exceeded time limit');
    },
    restart: () => {
      until = performance.now() + maxTimeMs;
    },
  };
}
