import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../errors';

/** What the caller asked: `sort` is a name of the list's sorts, with `-` in front for descending. */
export interface PageRequest {
  limit: number;
  cursor?: string | undefined;
  sort: string;
}

/** A condition, an order and a limit for the query, and the way back from its rows to a page. */
export interface Paging {
  /** Put beside the list's own conditions: `find({ team, ...where, ...paging.filter })`. Holds `$and` alone. */
  filter: { $and?: Record<string, unknown>[] };
  sort: Record<string, 1 | -1>;
  /** One more than a page, to know whether another follows. */
  limit: number;
  toPage<Row extends { _id: unknown }>(rows: Row[]): { rows: Row[]; nextCursor: string | null };
}

const Value = z.union([z.string().max(1_000), z.number(), z.strictObject({ date: z.iso.datetime() })]);
const Cursor = z.strictObject({
  sort: z.string(),
  where: z.string(),
  value: Value,
  id: z.string().regex(/^[0-9a-f]{24}$/),
});
type Cursor = z.infer<typeof Cursor>;

/**
 * Keyset paging by one stored field and `_id`: complete and without repetition also while rows are added, and also when
 * many rows hold the same value. `fields` maps a sort's name to its stored field (`name: 'nameKey'`), which every row
 * holds. `where` is what the list was filtered by: a cursor goes with its sort and its filters. The cursor is not signed:
 * it holds only values its owner was shown, is parsed on receipt, and can only narrow a query that carries a team.
 * Throws `request.cursor_invalid`.
 */
export function paginate(request: PageRequest, fields: Record<string, string>, where: object = {}): Paging {
  const direction = request.sort.startsWith('-') ? -1 : 1;
  const field = fields[request.sort.replace(/^-/, '')];
  if (field === undefined) throw new Error(`There is no sort ${request.sort}.`);
  const binding = { sort: request.sort, where: fingerprint(where) };
  const after = request.cursor === undefined ? null : decode(request.cursor, binding);
  return {
    filter: after ? { $and: following(after, field, direction) } : {},
    sort: field === '_id' ? { _id: direction } : { [field]: direction, _id: direction },
    limit: request.limit + 1,
    toPage: (rows) => {
      const last = rows.length > request.limit ? rows[request.limit - 1] : undefined;
      return { rows: rows.slice(0, request.limit), nextCursor: last ? encode(last, field, binding) : null };
    },
  };
}

/** `field <= value and (field < value or _id < id)`: the first half alone is a range of the index. */
function following(cursor: Cursor, field: string, direction: 1 | -1): Record<string, unknown>[] {
  const [beyond, atOrBeyond] = direction === 1 ? ['$gt', '$gte'] : ['$lt', '$lte'];
  if (field === '_id') return [{ _id: { [beyond]: cursor.id } }];
  const value = typeof cursor.value === 'object' ? new Date(cursor.value.date) : cursor.value;
  return [
    { [field]: { [atOrBeyond]: value } },
    { $or: [{ [field]: { [beyond]: value } }, { _id: { [beyond]: cursor.id } }] },
  ];
}

function encode(row: { _id: unknown }, field: string, binding: Pick<Cursor, 'sort' | 'where'>): string {
  const stored: unknown = Object.entries(row).find(([key]) => key === field)?.[1];
  const value = stored instanceof Date ? { date: stored.toISOString() } : field === '_id' ? '' : Value.parse(stored);
  const cursor: Cursor = { ...binding, value, id: String(row._id) };
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

function decode(text: string, binding: Pick<Cursor, 'sort' | 'where'>): Cursor {
  const parsed = Cursor.safeParse(parseJson(Buffer.from(text, 'base64url').toString('utf8')));
  if (!parsed.success) throw invalid('The cursor is not one this list gave.');
  if (parsed.data.sort !== binding.sort || parsed.data.where !== binding.where) {
    throw invalid('The cursor was given for another sort or other filters.');
  }
  return parsed.data;
}

function invalid(message: string): AppError {
  return new AppError('request.cursor_invalid', message, { errors: [{ path: 'cursor', message }] });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function fingerprint(where: object): string {
  const given = Object.entries(where).filter(([, value]) => value !== undefined);
  const text = JSON.stringify(given.sort(([a], [b]) => (a < b ? -1 : 1)));
  return createHash('sha256').update(text).digest('base64url').slice(0, 10);
}

/** What a name is sorted and compared by: case and composition make no difference. */
export function nameKey(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
