import { actForTeam } from '@oatfin/domain/context';
import { runDeployment, runDeploymentJob } from '@oatfin/domain/deployments';
import { handleJob } from '../runtime/handle-job';

export const runDeploymentHandler = handleJob(runDeploymentJob, (ctx, { team, deployment }, { shutdown, isLast }) =>
  runDeployment(actForTeam(ctx, team), deployment, { shutdown, lastAttempt: isLast }),
);
