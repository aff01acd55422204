import { createHash, createHmac } from 'node:crypto';
import type { BaseContext } from '../context';
import { AppError } from '../errors';
import { isDuplicateKey } from '../mongo';
import { type KeyRow, KeyRows } from './key-rows';

/** How long one attempt owns its key without a sign of life: after a crash the key is free again. */
const leaseMs = 60_000;
const keptMs = 24 * 60 * 60 * 1000;

/** A request under an `Idempotency-Key`. */
export interface KeyedRequest {
  /** Who asks for what kind of thing: two scopes never share a key. */
  scope: string;
  key: string;
  /** Everything the answer depends on: path, query, body. */
  content: string;
}

/** What is kept of an answer. */
export interface KeptAnswer {
  status: number;
  headers: Record<string, string | string[]>;
  body: string;
}

type Context = Pick<BaseContext, 'secrets' | 'now' | 'logger'>;
type Run<Answer> = (keyId: string) => Promise<Answer>;

/**
 * Runs a request once per scope and key, for 24 hours: a repetition gets the first answer, sealed at rest because answers
 * hold tokens. Throws `idempotency.key_reused` for other content, `idempotency.in_progress` while the first still runs.
 * What throws or answers 5xx is not kept, so that trying again can help. When the process dies, the key is free after a
 * minute; a use case that must not double even then stores `keyId` with what it makes, under a unique index.
 */
export async function answerOnce<Answer extends KeptAnswer>(
  ctx: Context,
  request: KeyedRequest,
  run: Run<Answer>,
): Promise<{ answer: KeptAnswer; replayed: boolean }> {
  const id = createHash('sha256')
    .update(JSON.stringify([request.scope, request.key]))
    .digest('hex');
  const content = createHmac('sha256', ctx.secrets.derive('idempotency')).update(request.content).digest('hex');
  const kept = await claim(ctx, id, content);
  if (kept !== null) return { answer: JSON.parse(ctx.secrets.open(kept, contextOf(id))), replayed: true };
  return { answer: await runAndKeep(ctx, id, () => run(id)), replayed: false };
}

/** The kept answer, still sealed; null when the key is now ours. */
async function claim(ctx: Context, id: string, content: string): Promise<string | null> {
  const now = ctx.now();
  const lease = new Date(now.getTime() + leaseMs);
  const row: KeyRow = {
    _id: id,
    content,
    answer: null,
    leasedUntil: lease,
    expiresAt: new Date(now.getTime() + keptMs),
  };
  try {
    await KeyRows.create(row);
    return null;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
  const known = await KeyRows.findOne({ _id: id }).lean();
  if (!known) return claim(ctx, id, content);
  if (known.content !== content) {
    throw new AppError('idempotency.key_reused', 'This Idempotency-Key was used for another request.');
  }
  if (known.answer) return known.answer;
  const abandoned = { _id: id, answer: null, leasedUntil: { $eq: known.leasedUntil, $lte: now } };
  const taken = await KeyRows.updateOne(abandoned, { $set: { leasedUntil: lease } });
  if (taken.modifiedCount === 1) return null;
  throw new AppError('idempotency.in_progress', 'The first request with this Idempotency-Key is still running.');
}

async function runAndKeep<Answer extends KeptAnswer>(ctx: Context, id: string, run: () => Promise<Answer>) {
  const renewal = setInterval(() => renew(ctx, id), leaseMs / 3).unref();
  try {
    const answer = await run();
    if (answer.status >= 500) await KeyRows.deleteOne({ _id: id });
    else await keep(ctx, id, answer);
    return answer;
  } catch (error) {
    await KeyRows.deleteOne({ _id: id }).catch((cause: unknown) =>
      ctx.logger.warn({ err: cause }, 'idempotency key stays taken'),
    );
    throw error;
  } finally {
    clearInterval(renewal);
  }
}

async function keep(ctx: Context, id: string, answer: KeptAnswer): Promise<void> {
  const { status, headers, body } = answer;
  await KeyRows.updateOne(
    { _id: id },
    { $set: { answer: ctx.secrets.seal(JSON.stringify({ status, headers, body }), contextOf(id)) } },
  );
}

function renew(ctx: Context, id: string): void {
  const leasedUntil = new Date(ctx.now().getTime() + leaseMs);
  KeyRows.updateOne({ _id: id, answer: null }, { $set: { leasedUntil } }).catch((error: unknown) => {
    ctx.logger.warn({ err: error }, 'idempotency lease was not renewed');
  });
}

const contextOf = (id: string): string => `idempotency:${id}`;
