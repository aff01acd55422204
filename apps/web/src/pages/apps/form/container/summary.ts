import type { ContainerValues } from '../values';

/** What each closed section holds, in a few words. */
export function summarize(values: Partial<ContainerValues> | undefined) {
  const secrets = values?.secrets?.filter(({ isRemoved }) => !isRemoved) ?? [];
  const type = values?.healthCheck?.type ?? 'none';
  return {
    env: count(values?.env?.length ?? 0),
    secrets: count(secrets.length),
    healthCheck: type === 'none' ? 'none' : describe(type, values?.healthCheck?.port, values?.healthCheck?.path),
    size: `${values?.cpu ?? 0} cores, ${values?.memoryMb ?? 0} MiB${(values?.replicas ?? 1) > 1 ? `, ${values?.replicas} replicas` : ''}`,
    command: values?.command || 'the image’s own',
    registry: values?.registry ? 'credentials chosen' : 'none',
  };
}

function count(number: number): string {
  return number === 0 ? 'none' : `${number} set`;
}

function describe(type: string, port: number | null | undefined, path: string | undefined): string {
  if (type === 'http') return `HTTP ${path ?? '/'} on port ${port ?? '?'}`;
  return type === 'tcp' ? `TCP port ${port ?? '?'}` : 'a command';
}
