import { untilInWords } from '@oatfin/platform/time';
import { type AppRow, listExpiringApps, recordExpiryWarning } from '../apps';
import { actForTeam, type SystemCtx } from '../context';
import { notifyTeam } from '../notifications';

const hourMs = 60 * 60_000;
/** How long before the end of a temporary app its team is told. */
const warnings = [24 * hourMs, hourMs];

/**
 * Tells teams of temporary apps that end in a day, and again in an hour; not of an end that somebody has set since that
 * moment. Each warning is given once, however often this runs.
 */
export async function warnOfExpiry(ctx: SystemCtx): Promise<void> {
  const now = ctx.now().getTime();
  for (const app of await listExpiringApps(ctx, new Date(now + Math.max(...warnings)))) {
    if (isWarningDue(app, now)) await warn(ctx, app);
  }
}

function isWarningDue({ expiresAt, expiryWarnedAt }: AppRow, now: number): boolean {
  const told = expiryWarnedAt?.getTime() ?? 0;
  const due = warnings.map((before) => (expiresAt?.getTime() ?? 0) - before);
  return due.some((moment) => moment <= now && told < moment);
}

async function warn(system: SystemCtx, app: AppRow): Promise<void> {
  const ctx = actForTeam(system, String(app.team));
  const { expiresAt } = app;
  if (!expiresAt) return;
  const left = expiresAt.getTime() - ctx.now().getTime();
  await notifyTeam(ctx, {
    kind: 'app_expiring',
    title: `${app.name} is torn down ${untilInWords(left)}`,
    text: `The app ${app.name} is temporary: what it runs goes at ${expiresAt.toISOString()}, its settings stay. Give it more time on its page.`,
    link: `/apps/${String(app._id)}`,
    key: `app_expiring:${String(app._id)}:${expiresAt.toISOString()}:${left > hourMs ? 'day' : 'hour'}`,
  });
  await recordExpiryWarning(ctx, app);
}
