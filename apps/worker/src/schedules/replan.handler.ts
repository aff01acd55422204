import { appGraphChangedJob } from '@oatfin/domain/apps';
import { actForTeam } from '@oatfin/domain/context';
import { replanAfterChange } from '@oatfin/domain/schedules';
import { handleJob } from '../runtime/handle-job';

export const replanHandler = handleJob(appGraphChangedJob, (ctx, { team, app }) =>
  replanAfterChange(actForTeam(ctx, team), app),
);
