import { actForTeam } from '@oatfin/domain/context';
import { deploymentEndedJob } from '@oatfin/domain/deployments';
import { settleRun } from '@oatfin/domain/schedules';
import { handleJob } from '../runtime/handle-job';

export const settleRunHandler = handleJob(deploymentEndedJob, (ctx, { team, deployment }) =>
  settleRun(actForTeam(ctx, team), deployment),
);
