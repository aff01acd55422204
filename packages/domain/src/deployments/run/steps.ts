import type { StepName } from '@oatfin/contracts';
import type { Release, Target, TargetCall } from '@oatfin/providers/targets';
import { setServing } from '../../apps';
import { pinContainers } from '../../pinning';
import { createRevision } from '../../revisions';
import { commit } from './commit';
import { type Run, updateRun } from './run';
import { skipIfCurrent } from './skip-current';

/** What a step is given: the run, and once the images are resolved what is to run where. */
export interface StepInput {
  run: Run;
  target: Target;
  call: TargetCall;
  /** Built when first asked for, so that no step opens secrets it does not need. */
  release(): Promise<Release>;
}

export interface Step {
  name: StepName;
  /** A step that takes longer has failed. */
  timeoutSeconds: number;
  /** Whether something of it may run on the target afterwards, so that it has to be undone. */
  changesTarget: boolean;
  /** Safe to run again after being cut off anywhere. */
  perform(input: StepInput): Promise<void>;
}

const minutes = (count: number) => count * 60;

/** Every step of a deployment, in order. Undoing is one act for all of them: the target restores what served before. */
export const steps: Step[] = [
  { name: 'resolve_images', timeoutSeconds: minutes(2), changesTarget: false, perform: resolveImages },
  {
    name: 'pull_images',
    timeoutSeconds: minutes(20),
    changesTarget: false,
    perform: async ({ target, release, call }) => target.pullImages(await release(), call),
  },
  {
    name: 'start_containers',
    timeoutSeconds: minutes(5),
    changesTarget: true,
    perform: async ({ target, release, call }) => target.startContainers(await release(), call),
  },
  {
    name: 'check_health',
    timeoutSeconds: minutes(120),
    changesTarget: true,
    perform: async ({ target, release, call }) => target.checkHealth(await release(), call),
  },
  { name: 'shift_traffic', timeoutSeconds: minutes(2), changesTarget: true, perform: shiftTraffic },
  { name: 'remove_old', timeoutSeconds: minutes(10), changesTarget: false, perform: removeOld },
];

async function resolveImages(input: StepInput): Promise<void> {
  await makeRevision(input);
  await skipIfCurrent(input.run);
}

async function makeRevision({ run, target, call }: StepInput): Promise<void> {
  if (run.row.revision !== null || !run.row.configuration) return;
  const { containers: wanted } = run.row.configuration;
  const platform = await target.platform();
  const containers = await pinContainers(run.ctx, wanted, { platform, signal: call.signal, log: call.log });
  const { target: where } = run.row.configuration;
  const revision = await createRevision(run.ctx, {
    app: String(run.row.app),
    target: where,
    containers,
    createdBy: run.row.createdBy,
  });
  await updateRun(run, { revision: revision.number, configuration: null });
  call.log(`This is revision ${revision.number}.`);
}

async function shiftTraffic({ run, target, call, release }: StepInput): Promise<void> {
  const next = await release();
  await target.shiftTraffic(next, call);
  await setServing(run.ctx, String(run.row.app), run.id, { release: run.id, revision: next.revision });
}

/** From the moment it commits, the deployment can no longer be canceled. */
async function removeOld({ run, target, call, release }: StepInput): Promise<void> {
  await commit(run);
  await target.removeOld(await release(), call);
}
