import type { Deployment } from '@oatfin/contracts';
import type { DeploymentStream } from '@/api/deployment-stream';
import { hasEnded } from '@/api/deployments';

/** A deployment as it stands this moment. */
export type LiveDeployment = Deployment;

/** The row as it was read, with the steps and status that have come over the stream since. */
export function withStream(deployment: Deployment, stream: DeploymentStream): LiveDeployment {
  if (hasEnded(deployment.status)) return deployment;
  const streamed = new Map(stream.steps.map((step) => [step.name, step]));
  return {
    ...deployment,
    status: stream.status ?? deployment.status,
    reason: stream.reason ?? deployment.reason,
    steps: deployment.steps.map((step) => streamed.get(step.name) ?? step),
  };
}
