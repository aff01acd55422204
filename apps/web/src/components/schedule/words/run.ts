import type { PlannedRun } from '@oatfin/contracts';
import { type Look, lookOf } from '@/components/status/StatusMark';
import { formatMinutes } from '@/time/format';
import { sayInstants } from './instants';

/** How a due moment looks: as its deployment does, once it has one. */
export function lookOfRun(run: Pick<PlannedRun, 'status' | 'deployment'>): Look {
  return run.deployment ? lookOf('deployment', run.deployment.status) : lookOf('run', run.status);
}

/** `ran 6 min late`; null for what was on time. */
export function latenessWords(lateSeconds: number | null): string | null {
  if (lateSeconds === null) return null;
  const minutes = Math.max(1, Math.round(lateSeconds / 60));
  return `ran ${minutes < 60 ? `${minutes} min` : formatMinutes(minutes)} late`;
}

/** How it went beside its status: how late, or why it was missed or skipped. Empty when all went as it should. */
export function causeOf({ lateSeconds, reason }: Pick<PlannedRun, 'lateSeconds' | 'reason'>): string {
  return [latenessWords(lateSeconds), reason && sayInstants(reason.message)].filter(Boolean).join('. ');
}
