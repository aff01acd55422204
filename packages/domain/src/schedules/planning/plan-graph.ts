import type { AppRow } from '../../apps';
import { readDependencies } from '../../apps';
import type { Ctx } from '../../context';

/** One app of a plan: when it is to start, and which apps of the plan must succeed before it. */
export interface PlanMember {
  app: AppRow;
  dueAt: Date;
  startsAtOnce: boolean;
  waitsFor: string[];
}

const minuteMs = 60_000;

/**
 * What starting `root` at `runAt` takes: every app it depends on, once, each as early as the earliest path to it asks
 * for; what would have to start before `now` starts at once. Dependencies come before what needs them, `root` last.
 */
export async function planGraph(ctx: Ctx, root: AppRow, runAt: Date): Promise<PlanMember[]> {
  const now = ctx.now();
  const apps = await readGraph(ctx, root);
  const order = dependenciesFirst(root, apps);
  const due = dueTimes(root, order, runAt);
  return order.map((app) => {
    const at = due.get(String(app._id)) ?? runAt;
    const isPast = at < now && app !== root;
    return {
      app,
      dueAt: isPast ? now : at,
      startsAtOnce: isPast,
      waitsFor: app.dependsOn.map((edge) => String(edge.app)),
    };
  });
}

async function readGraph(ctx: Ctx, root: AppRow): Promise<Map<string, AppRow>> {
  const apps = new Map([[String(root._id), root]]);
  if (root.dependsOn.length === 0) return apps;
  for (const app of await readDependencies(ctx, root)) apps.set(String(app._id), app);
  return apps;
}

/** Depth first: an app after all it depends on. The graph has no cycle; one made meanwhile is cut, not followed. */
function dependenciesFirst(root: AppRow, apps: Map<string, AppRow>): AppRow[] {
  const order: AppRow[] = [];
  const seen = new Set<string>();
  const visit = (app: AppRow) => {
    const id = String(app._id);
    if (seen.has(id)) return;
    seen.add(id);
    for (const edge of app.dependsOn) {
      const next = apps.get(String(edge.app));
      if (next) visit(next);
    }
    order.push(app);
  };
  visit(root);
  return order;
}

function dueTimes(root: AppRow, order: AppRow[], runAt: Date): Map<string, Date> {
  const due = new Map([[String(root._id), runAt]]);
  for (const app of [...order].reverse()) {
    const at = due.get(String(app._id)) ?? runAt;
    for (const { app: dependency, leadMinutes } of app.dependsOn) {
      const id = String(dependency);
      const wanted = new Date(at.getTime() - leadMinutes * minuteMs);
      const known = due.get(id);
      if (!known || wanted < known) due.set(id, wanted);
    }
  }
  return due;
}
