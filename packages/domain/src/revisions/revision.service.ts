import { createHash } from 'node:crypto';
import type { PageQuery, Revision } from '@oatfin/contracts';
import { AppError } from '@oatfin/platform/errors';
import { isDuplicateKey } from '@oatfin/platform/mongo';
import { paginate } from '@oatfin/platform/paging';
import { toContainer } from '../apps';
import type { Ctx } from '../context';
import { type PinnedContainer, RevisionModel, type RevisionRow } from './revision.model';

export interface NewRevision {
  app: string;
  target: RevisionRow['target'];
  containers: PinnedContainer[];
  createdBy: string | null;
}

/**
 * The revision that holds this configuration: the newest one when it is the same, else a new one, numbered next.
 * Safe to run twice.
 */
export async function createRevision(ctx: Ctx, input: NewRevision): Promise<RevisionRow> {
  const hash = hashOf(input);
  const newest = await RevisionModel.findOne({ team: ctx.team, app: input.app }).sort({ number: -1 }).lean();
  if (newest?.hash === hash) return newest;
  try {
    const row = { ...input, team: ctx.team, hash, number: (newest?.number ?? 0) + 1 };
    const created = await RevisionModel.create(row);
    return created.toObject();
  } catch (error) {
    if (isDuplicateKey(error, 'number')) return createRevision(ctx, input);
    throw error;
  }
}

/** Throws `revision.not_found`. */
export async function getRevision(ctx: Ctx, app: string, number: number): Promise<RevisionRow> {
  const row = await RevisionModel.findOne({ team: ctx.team, app, number }).lean();
  if (!row) throw new AppError('revision.not_found', `The app has no revision ${number}.`);
  return row;
}

/** Revisions of an app, newest first. */
export async function listRevisions(
  ctx: Ctx,
  app: string,
  query: PageQuery,
): Promise<{ revisions: Revision[]; nextCursor: string | null }> {
  const page = paginate({ ...query, sort: '-number' }, { number: 'number' }, { app });
  const found = await RevisionModel.find({ team: ctx.team, app, ...page.filter })
    .sort(page.sort)
    .limit(page.limit)
    .lean();
  const { rows, nextCursor } = page.toPage(found);
  return { revisions: rows.map(toRevision), nextCursor };
}

/** Removes every revision of an app, and with them the secrets they hold. */
export async function removeRevisions(ctx: Ctx, app: string): Promise<void> {
  await RevisionModel.deleteMany({ team: ctx.team, app });
}

/** A revision as it goes over the wire: secrets by name and time alone. */
export function toRevision(row: RevisionRow): Revision {
  return {
    app: String(row.app),
    number: row.number,
    target: row.target,
    containers: row.containers.map((container) => ({ ...toContainer(container), digest: container.digest })),
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy,
  };
}

function hashOf({ target, containers }: NewRevision): string {
  return createHash('sha256').update(stableJson({ target, containers })).digest('hex');
}

/** JSON with sorted keys: the order in which MongoDB gives fields back does not count. */
function stableJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    isPlainObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
