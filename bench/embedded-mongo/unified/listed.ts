const DRIVER_BYPASS = 'the driver leaves bypassDocumentValidation out of the command when it is false';
const DRIVER_ID = 'the driver makes an ObjectId of a null _id before it sends the document';
const OLDER_SERVER = 'expects a server that refuses sort in an update; this one takes it, as MongoDB 8 does';

/**
 * Tests that cannot pass, by `file: description`, each with its reason. A listed test that passes counts as failed, so the
 * list cannot outlive its reasons.
 */
export const LISTED: Readonly<Record<string, string>> = {
  'bulkWrite-replaceOne-sort.json: BulkWrite replaceOne with sort option unsupported (server-side error)': OLDER_SERVER,
  'bulkWrite-updateOne-sort.json: BulkWrite updateOne with sort option unsupported (server-side error)': OLDER_SERVER,
  'bypassDocumentValidation.json: Aggregate with $out passes bypassDocumentValidation: false': DRIVER_BYPASS,
  'bypassDocumentValidation.json: BulkWrite passes bypassDocumentValidation: false': DRIVER_BYPASS,
  'bypassDocumentValidation.json: FindOneAndReplace passes bypassDocumentValidation: false': DRIVER_BYPASS,
  'bypassDocumentValidation.json: FindOneAndUpdate passes bypassDocumentValidation: false': DRIVER_BYPASS,
  'bypassDocumentValidation.json: InsertMany passes bypassDocumentValidation: false': DRIVER_BYPASS,
  'create-null-ids.json: inserting _id with type null via insertOne': DRIVER_ID,
  'create-null-ids.json: inserting _id with type null via insertMany': DRIVER_ID,
  'create-null-ids.json: inserting _id with type null via bulkWrite': DRIVER_ID,
  'replaceOne-sort.json: replaceOne with sort option unsupported (server-side error)': OLDER_SERVER,
  'updateOne-sort.json: updateOne with sort option unsupported (server-side error)': OLDER_SERVER,
};
