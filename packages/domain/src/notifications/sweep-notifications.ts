import { actForTeam, type SystemCtx } from '../context';
import { mailNotificationJob } from './notification.jobs';
import { Notifications } from './notification.model';

/** What is older is no news: it stays in the dashboard, unmailed. */
const newsMs = 24 * 60 * 60_000;
const mostAtOnce = 500;

/** Sees to it that every notification that somebody still has to be mailed has a job, the oldest first. */
export async function sweepNotifications(ctx: SystemCtx): Promise<void> {
  if (!ctx.providers.mail) return;
  const since = new Date(ctx.now().getTime() - newsMs);
  const rows = await Notifications.find(
    { mailedAt: null, createdAt: { $gte: since } },
    { team: 1 },
    { acrossTeams: true },
  )
    .sort({ createdAt: 1 })
    .limit(mostAtOnce)
    .lean();
  for (const row of rows) {
    const team = row.team.toHexString();
    const payload = { team, notification: row._id.toHexString() };
    await actForTeam(ctx, team).queues.enqueue(mailNotificationJob, payload);
  }
}
