export { cancelDeployment, cancelDeploymentsOf } from './cancel-deployment';
export { runDeploymentJob } from './deployment.jobs';
export {
  createDeployment,
  followDeployment,
  getDeployment,
  listDeployments,
  readDeploymentLog,
  rollbackDeployment,
} from './deployment.service';
export { createMask } from './events/mask';
export { sweepDeployments } from './queueing/sweep-deployments';
export { removeDeployments } from './remove-deployments';
export { runDeployment } from './run/run-deployment';
