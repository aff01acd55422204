import type { RegistryCredentials, Release, ReleaseContainer } from '@oatfin/providers/targets';
import { type OpenContainer, openContainers } from '../../apps';
import type { Ctx } from '../../context';
import { getRegistryCredentials } from '../../registries';
import { getRevision, type PinnedContainer } from '../../revisions';
import { createMask } from '../events/mask';
import type { Run } from './run';

/** What the target is asked to run: the revision with its secrets opened. Also tells the log what to mask. */
export async function buildRelease(run: Run): Promise<Release> {
  const revision = await getRevision(run.ctx, String(run.row.app), run.row.revision ?? 0);
  const opened = openContainers(run.ctx, revision.containers);
  const containers = await Promise.all(
    revision.containers.map((pinned, index) => toReleaseContainer(run.ctx, pinned, opened[index])),
  );
  run.mask = createMask(secretsOf(opened, containers));
  return {
    team: run.ctx.team,
    app: String(run.row.app),
    appName: run.row.appName,
    revision: revision.number,
    release: run.id,
    host: containers.some((container) => container.publicPort !== null) ? run.app.host : null,
    containers,
  };
}

/** Every value that must not be read in a log: the secrets of the containers and the passwords of their registries. */
function secretsOf(opened: OpenContainer[], containers: ReleaseContainer[]): string[] {
  const passwords = containers.flatMap(({ credentials }) => (credentials ? [credentials.password] : []));
  return [...opened.flatMap(({ secrets }) => Object.values(secrets)), ...passwords];
}

async function toReleaseContainer(
  ctx: Ctx,
  pinned: PinnedContainer,
  opened?: OpenContainer,
): Promise<ReleaseContainer> {
  const { name, command, replicas, cpu, memoryMb, ports, publicPort, healthCheck, digest } = pinned;
  return {
    ...{ name, command, replicas, cpu, memoryMb, ports, publicPort, healthCheck, digest },
    image: pinned.pinned,
    credentials: await credentialsOf(ctx, pinned.registry),
    env: { ...opened?.env, ...opened?.secrets },
  };
}

/** The credentials a container pulls with; null when it names no registry. */
async function credentialsOf(ctx: Ctx, registry: string | null): Promise<RegistryCredentials | null> {
  return registry === null ? null : getRegistryCredentials(ctx, registry);
}
