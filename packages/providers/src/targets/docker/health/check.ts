import { performance } from 'node:perf_hooks';
import type { ContainerInspectInfo } from 'dockerode';
import type { HealthCheck } from '../..';
import type { OwnContainer } from '../containers/list';
import type { Scope } from '../scope';
import { proberOf } from './choose-prober';
import type { Prober } from './prober';

/** What one look at a container says; `pending` carries the last answer in words, if there was one. */
export type Verdict =
  | { is: 'healthy' }
  | { is: 'pending'; answer: string | null }
  | { is: 'unhealthy'; answer: string };

/** Asked about every quarter of a second with what the engine says about the container. */
export type Check = (info: ContainerInspectInfo) => Promise<Verdict>;

/** The check of one container: the one it has, else accepting connections when it is public, else running on. */
export function checkOf(scope: Scope, container: OwnContainer): Check {
  const { healthCheck, publicPort } = container;
  const { acceptSeconds, settleSeconds } = scope.limits;
  if (healthCheck?.type === 'command') return nativeCheck(healthCheck);
  if (healthCheck !== null) return probeCheck(healthCheck, container, proberOf(scope));
  if (publicPort === null) return settleCheck(settleSeconds);
  const accepting = { type: 'tcp', port: publicPort, intervalSeconds: 1, timeoutSeconds: 2, retries: 1 } as const;
  return probeCheck({ ...accepting, startPeriodSeconds: acceptSeconds }, container, proberOf(scope));
}

const elapsed = (since: number) => (performance.now() - since) / 1000;

function settleCheck(settleSeconds: number): Check {
  const began = performance.now();
  return async () => (elapsed(began) >= settleSeconds ? { is: 'healthy' } : { is: 'pending', answer: null });
}

type ProbedCheck = Exclude<HealthCheck, { type: 'command' }>;

/**
 * As the engine counts (https://docs.docker.com/reference/dockerfile/#healthcheck): one good answer is enough, failures
 * within the start period do not count, `retries` in a row afterwards are the end. Within the start period it asks at
 * least once a second.
 */
function probeCheck(check: ProbedCheck, { address }: OwnContainer, prober: Prober): Check {
  const began = performance.now();
  let failures = 0;
  let lastAt = Number.NEGATIVE_INFINITY;
  let answer: string | null = null;
  return async () => {
    const isStarting = elapsed(began) < check.startPeriodSeconds;
    const pause = isStarting ? Math.min(check.intervalSeconds, 1) : check.intervalSeconds;
    if (elapsed(lastAt) < pause) return { is: 'pending', answer };
    lastAt = performance.now();
    answer = await probe(check, address, prober);
    if (answer === null) return { is: 'healthy' };
    if (!isStarting) failures += 1;
    return failures >= check.retries ? { is: 'unhealthy', answer } : { is: 'pending', answer };
  };
}

export function probe(check: ProbedCheck, address: string, prober: Prober): Promise<string | null> {
  if (check.type === 'http') return prober.http(address, check.port, check.path, check.timeoutSeconds);
  return prober.tcp(address, check.port, check.timeoutSeconds);
}

/** The engine runs the command itself and counts. */
function nativeCheck({ command }: Extract<HealthCheck, { type: 'command' }>): Check {
  return async ({ State: { Health } }) => {
    const last = Health?.Log.at(-1);
    const output = last?.Output.trim().slice(0, 300) ?? '';
    const answer = last ? `${command.join(' ')} exited with ${last.ExitCode}${output && `: ${output}`}` : null;
    if (Health?.Status === 'healthy') return { is: 'healthy' };
    if (Health?.Status === 'unhealthy') return { is: 'unhealthy', answer: answer ?? 'the health command failed' };
    return { is: 'pending', answer };
  };
}
