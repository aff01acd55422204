import { z } from 'zod';

/** A MongoDB ObjectId as 24 hexadecimal characters. */
export const Id = z
  .string()
  .regex(/^[0-9a-f]{24}$/, 'must be an id: 24 hexadecimal characters')
  .describe('Id');

/** ISO 8601 in UTC with milliseconds, as every time on the wire. */
export const Timestamp = z.iso.datetime().describe('ISO 8601, UTC');

/** A name that people give: trimmed, Unicode, one line. */
export const DisplayName = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(64, 'must be at most 64 characters')
  .regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]*$/u, 'must not contain control characters');

/** An IANA time zone that this runtime knows. */
export const Timezone = z.string().refine(isTimezone, 'must be an IANA time zone such as Europe/Paris');

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** `?limit=` and `?cursor=` of every list. The cursor is opaque and bound to its sort. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('At most this many items'),
  cursor: z.string().max(2_048).optional().describe('`nextCursor` of the page before'),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** The cursor of the next page; null on the last one. */
export const NextCursor = z.string().nullable();

/** `message` stands in every answer, as in the first version of the product; handlers leave it out. */
export const Message = z.literal('success').default('success');

/** One faulty field of a 400 or 422. `path` is dotted: `containers.0.ports.1`. */
export const FieldError = z.object({ path: z.string(), message: z.string() });
export type FieldError = z.infer<typeof FieldError>;

/** RFC 9457 problem details; `code` is stable and meant for programs. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  requestId: z.string(),
  errors: z.array(FieldError).optional(),
  deployment: Id.optional().describe('The deployment that stands in the way, for a 409'),
});
export type Problem = z.infer<typeof Problem>;
