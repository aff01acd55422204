import type { Reason } from '@oatfin/contracts';
import { formatInstant } from '@oatfin/platform/time';
import { type ActiveFreeze, sayHeld } from '../../freezes';
import type { DeploymentRow, WaitingForRow } from '../deployment.model';

/** Why a deployment is blocked whose dependencies have not all succeeded. */
export function waitsForReason(waitsFor: WaitingForRow[]): Reason {
  return { code: 'dependency', message: `Waits for ${namesOf(waitsFor)}.` };
}

/** Why a deployment is blocked that a freeze holds. */
export function heldReason(freeze: ActiveFreeze): Reason {
  return { code: 'freeze', message: sayHeld(freeze) };
}

/** Why a deployment ends failed whose dependency did not succeed. */
export function dependencyFailed(dependency: WaitingForRow, ended: Pick<DeploymentRow, 'status' | 'reason'>): Reason {
  const sentence = `${dependency.appName} ended ${ended.status.replace('_', ' ')}`;
  const message = ended.reason ? `${sentence}: ${ended.reason.message}` : `${sentence}.`;
  return { code: 'dependency_failed', message };
}

/** Why a deployment ends failed that may not wait any longer. */
export function tooLate(held: Reason | null, waitsFor: WaitingForRow[], notAfter: Date): Reason {
  const limit = `It was to start by ${formatInstant(notAfter)} at the latest`;
  if (held?.code === 'freeze') return { code: 'frozen', message: `${limit}. ${held.message}` };
  return { code: 'dependency_late', message: `${limit}, and ${namesOf(waitsFor)} had not succeeded by then.` };
}

function namesOf(waitsFor: WaitingForRow[]): string {
  return new Intl.ListFormat('en').format(waitsFor.map(({ appName }) => appName));
}
