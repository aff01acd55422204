export { cancelDeployment, cancelDeploymentsOf } from './cancel-deployment';
export { createDeployment } from './creating/create-deployment';
export { createDeployments } from './creating/create-deployments';
export { deployWithDependencies } from './creating/deploy-with-dependencies';
export type { NewDeployment } from './creating/new-deployment';
export { rollbackDeployment } from './creating/rollback-deployment';
export { deploymentEndedJob, runDeploymentJob } from './deployment.jobs';
export { lateSecondsOf } from './deployment.reply';
export {
  followDeployment,
  getDeployment,
  listDeployments,
  readDeploymentLog,
} from './deployment.service';
export { createMask, type Mask } from './events/mask';
export { findDeployment, listActiveOf, listStatuses, listStatusesOfAllTeams } from './lookups';
export { readQueue } from './queueing/read-queue';
export { sweepDeployments } from './queueing/sweep-deployments';
export { removeDeployments } from './remove-deployments';
export { runDeployment } from './run/run-deployment';
export { overrideFreeze } from './waiting/override-freeze';
export { failWaitingFor, reviewBlocked, reviewFrozen } from './waiting/review-blocked';
export { sweepBlocked } from './waiting/sweep-blocked';
