export type { PinnedContainer, RevisionRow } from './revision.model';
export { createRevision, getRevision, listRevisions, removeRevisions, toRevision } from './revision.service';
