import type { ManifestEntry } from '@oatfin/contracts';
import type { StoredContainer } from '../containers/stored-container';
import { compare, entry } from './manifest-entry';

const parts: Record<string, (container: StoredContainer) => unknown> = {
  image: ({ image }) => image,
  registry: ({ registry }) => registry,
  command: ({ command }) => command,
  ports: ({ ports, publicPort }) => ({ ports, publicPort }),
  resources: ({ replicas, cpu, memoryMb }) => ({ replicas, cpu, memoryMb }),
  healthCheck: ({ healthCheck }) => healthCheck,
};

/** What became of each part, variable and secret of each container. Names alone: never a value. */
export function describeContainers(before: StoredContainer[], after: StoredContainer[]): ManifestEntry[] {
  const dropped = before.filter(({ name }) => !after.some((container) => container.name === name));
  return [
    ...after.flatMap((container) => {
      const source = before.find(({ name }) => name === container.name);
      const path = `containers.${container.name}`;
      return source ? describeContainer(source, container, path) : [entry(path, 'rewritten', 'Given in the request.')];
    }),
    ...dropped.map(({ name }) => entry(`containers.${name}`, 'left_out', 'The request gives other containers.')),
  ];
}

function describeContainer(before: StoredContainer, after: StoredContainer, path: string): ManifestEntry[] {
  return [
    ...Object.entries(parts).map(([part, of]) => compare(`${path}.${part}`, of(before), of(after))),
    ...describeNamed(`${path}.env`, valuesOf(before.env), valuesOf(after.env)),
    ...describeNamed(`${path}.secrets`, sealedOf(before), sealedOf(after)),
  ];
}

function describeNamed(path: string, before: Map<string, string>, after: Map<string, string>): ManifestEntry[] {
  const dropped = [...before.keys()].filter((name) => !after.has(name));
  return [
    ...[...after].map(([name, value]) => compare(`${path}.${name}`, before.get(name), value)),
    ...dropped.map((name) => entry(`${path}.${name}`, 'left_out', 'The request leaves it out.')),
  ];
}

function valuesOf(variables: { name: string; value: string }[]): Map<string, string> {
  return new Map(variables.map(({ name, value }) => [name, value]));
}

/** A secret that was kept is still the one its source sealed; one that the request gave was sealed anew. */
function sealedOf(container: StoredContainer): Map<string, string> {
  return new Map(container.secrets.map(({ name, sealed }) => [name, sealed]));
}
