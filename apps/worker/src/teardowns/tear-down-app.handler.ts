import { actForTeam } from '@oatfin/domain/context';
import { tearDownApp, tearDownAppJob } from '@oatfin/domain/teardowns';
import { handleJob } from '../runtime/handle-job';

export const tearDownAppHandler = handleJob(tearDownAppJob, (ctx, { team, app }, { shutdown }) =>
  tearDownApp(actForTeam(ctx, team), app, shutdown),
);
