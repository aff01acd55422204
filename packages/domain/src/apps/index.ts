export { appGraphChangedJob } from './app.jobs';
export type { AppRow, LastDeployment, Serving } from './app.model';
export { toApp } from './app.reply';
export { type Clone, cloneApp } from './clone/clone-app';
export type { OpenContainer, StoredContainer } from './containers/stored-container';
export { openContainers, toContainer } from './containers/stored-container';
export { createApp } from './create-app';
export { readDependencyGraph } from './dependencies/dependency-graph';
export { clearGraphChange, listDependents, listGraphChanges } from './dependencies/graph-changes';
export { readDependencies } from './dependencies/walk-dependencies';
export { findApp, getApp, listAppsOfAllTeams } from './find-app';
export { listExpiringApps, recordExpiryWarning } from './lifecycle/expiring-apps';
export {
  claimApp,
  countBusyApps,
  listBusyApps,
  listBusyAppsOfAllTeams,
  recordLastDeployment,
  recordNewDeployments,
  releaseApp,
  setServing,
} from './lifecycle/hold-app';
export { findAppUsingRegistry, listServingApps, markStopped, setHealth } from './lifecycle/observe-app';
export type { TeamApp } from './lifecycle/remove-app';
export {
  listDeletingApps,
  listExpiredApps,
  markDeleting,
  removeAppRow,
  requireDeployable,
} from './lifecycle/remove-app';
export { listApps } from './list/list-apps';
export { updateApp } from './update-app';
