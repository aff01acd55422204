export { deleteFreeze, updateFreeze } from './freeze-changes.service';
