import { type Model, mongo } from 'mongoose';

/**
 * Inserts all rows in one round trip, as they are: every field is given, nothing is cast. Rows that are there already (by
 * a unique key) stay as they are; the others are given back.
 */
export async function insertMissing<Row>(model: Model<Row>, rows: Row[]): Promise<Row[]> {
  try {
    await model.insertMany(rows, { lean: true, ordered: false });
    return rows;
  } catch (error) {
    const present = presentIn(error);
    if (!present) throw error;
    return rows.filter((_row, index) => !present.has(index));
  }
}

/** Places of the rows that were there already; null when anything else went wrong. */
function presentIn(error: unknown): Set<number> | null {
  if (!(error instanceof mongo.MongoBulkWriteError)) return null;
  const faults = [error.writeErrors].flat();
  if (faults.length === 0 || faults.some(({ code }) => code !== 11000)) return null;
  return new Set(faults.map(({ index }) => index));
}
