import { Failure, type StepName } from '@oatfin/contracts';
import { AppError, type ErrorCode } from '@oatfin/platform/errors';
import type { Outcome } from '../deployment.model';
import type { Mask } from '../events/mask';

/**
 * How a deployment ends after `error` in `step`. `changed` says whether the target may have been touched: with an old
 * version to restore it then ends rolled_back, else failed. Secrets are masked in everything people read.
 */
export function outcomeOf(
  error: unknown,
  step: StepName,
  at: { changed: boolean; hadPrevious: boolean; mask: Mask },
): Outcome {
  const code = codeOf(error);
  const reason = { code, message: at.mask(sentenceOf(error)) };
  if (code === 'deployment.canceled') return { status: 'canceled', reason, failure: null };
  const status = at.changed && at.hadPrevious ? 'rolled_back' : 'failed';
  return { status, reason, failure: failureOf(error, step, code, at.mask) };
}

/** The catalogued code of an error; whatever is not ours is `internal`. */
function codeOf(error: unknown): ErrorCode {
  if (error instanceof AppError) return error.code;
  return isTimeout(error) ? 'target.failed' : 'internal';
}

/** A sentence fit for the log and the page; the text of foreign errors stays in the worker's own log. */
export function sentenceOf(error: unknown): string {
  if (error instanceof AppError) return error.publicMessage;
  if (isTimeout(error)) return 'The step took too long and was stopped.';
  return "Something went wrong in Oatfin itself; the worker's log has the details.";
}

function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'TimeoutError';
}

function failureOf(error: unknown, step: StepName, code: ErrorCode, mask: Mask): Failure {
  const details = ContainerDetails.safeParse(error instanceof AppError ? error.details : null).data;
  return {
    step,
    container: details?.container ?? null,
    exitCode: details?.exitCode ?? null,
    healthCheck: details?.healthCheck ? mask(details.healthCheck) : null,
    logTail: (details?.logTail ?? []).map(mask),
    advice: advice[code] ?? 'Read the log above, mend the cause and deploy again.',
  };
}

/** What a target says of the container that failed, see UnhealthyError. */
const ContainerDetails = Failure.pick({ container: true, exitCode: true, healthCheck: true, logTail: true });

const advice: Partial<Record<ErrorCode, string>> = {
  'deployment.unhealthy':
    'The container runs but its health check does not pass. Compare the check’s path and port with what the log says, or give it more time with startPeriodSeconds and retries.',
  'deployment.container_died':
    'The container ended by itself. Its last lines say why; common causes are a missing env variable or secret, a wrong command, or too little memory (exit code 137).',
  'image.no_such_image': 'Check the spelling of the image, and that the registry holds it.',
  'image.no_such_tag': 'Check the tag, or push it first.',
  'image.not_allowed': 'Choose registry credentials that may pull this image in the app’s settings.',
  'image.wrong_architecture': 'Build the image for the architecture of the target, or as a multi-architecture image.',
  'registry.unreachable':
    'Check that the registry is up and reachable from the server Oatfin runs on, then deploy again.',
  'registry.not_found':
    'The registry credentials this revision pulls with were deleted: choose others in the app’s settings and deploy again.',
  'target.failed':
    'The reason is what the target itself answered. If it did not find a program or file, correct the container’s command in the app’s settings; else mend what it names, and deploy again.',
  'target.unavailable': 'Start the Docker Engine (or mend the connection to it), then deploy again.',
  'edge.unavailable': 'Start the edge proxy again (restart Oatfin), then deploy again.',
  internal: 'Deploy again; when it happens twice, send the worker’s log to your administrator.',
};
