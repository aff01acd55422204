import type { FieldFault } from '@oatfin/platform/errors';
import { isImageReference } from './image-reference.rules';
import type { StoredContainer } from './stored-container';

/** All that is impossible about the containers of one app, taken together. */
export function containerFaults(containers: StoredContainer[]): FieldFault[] {
  return [
    ...containers.flatMap((container, index) => faultsOf(container, `containers.${index}`)),
    ...repeatedNames(containers),
    ...furtherPublic(containers),
  ];
}

function faultsOf(container: StoredContainer, path: string): FieldFault[] {
  return [
    ...imageFaults(container, path),
    ...repeatedPorts(container, path),
    ...variablesThatAreSecrets(container, path),
    ...healthCheckFaults(container, path),
  ];
}

function imageFaults({ image }: StoredContainer, path: string): FieldFault[] {
  if (isImageReference(image)) return [];
  return [{ path: `${path}.image`, message: 'This is no image reference, such as nginx:1.27 or ghcr.io/shop/api:2.' }];
}

function repeatedPorts({ ports }: StoredContainer, path: string): FieldFault[] {
  return ports.flatMap((port, index) =>
    ports.indexOf(port) < index ? [{ path: `${path}.ports.${index}`, message: `Port ${port} is given twice.` }] : [],
  );
}

function variablesThatAreSecrets({ env, secrets }: StoredContainer, path: string): FieldFault[] {
  const secret = new Set(secrets.map(({ name }) => name));
  return env
    .filter(({ name }) => secret.has(name))
    .map(({ name }) => ({ path: `${path}.env.${name}`, message: `${name} is a secret of this container too.` }));
}

function healthCheckFaults({ healthCheck, ports }: StoredContainer, path: string): FieldFault[] {
  if (!healthCheck || healthCheck.type === 'command' || ports.includes(healthCheck.port)) return [];
  return [
    { path: `${path}.healthCheck.port`, message: `Port ${healthCheck.port} is not among the container's ports.` },
  ];
}

function repeatedNames(containers: StoredContainer[]): FieldFault[] {
  const names = containers.map(({ name }) => name);
  return names.flatMap((name, index) =>
    names.indexOf(name) < index
      ? [{ path: `containers.${index}.name`, message: `Another container is named "${name}" too.` }]
      : [],
  );
}

function furtherPublic(containers: StoredContainer[]): FieldFault[] {
  const first = containers.findIndex(({ publicPort }) => publicPort !== null);
  return containers.flatMap(({ publicPort }, index) =>
    publicPort !== null && index > first
      ? [{ path: `containers.${index}.publicPort`, message: 'Only one container of an app may be public.' }]
      : [],
  );
}
