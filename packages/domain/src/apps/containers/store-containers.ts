import type { ContainerInput } from '@oatfin/contracts';
import type { FieldFault } from '@oatfin/platform/errors';
import type { Ctx } from '../../context';
import { containerFaults } from './container.rules';
import { type StoredContainer, type StoredSecret, sealSecret } from './stored-container';

/** Containers as they would be stored, and all that forbids it. */
export interface StoreResult {
  containers: StoredContainer[];
  faults: FieldFault[];
}

/**
 * Containers of a request, as they are to be stored. `before` are those they replace: a container kept by name keeps the
 * secrets the request does not name. Values are sealed here and stay nowhere in clear.
 */
export function storeContainers(ctx: Ctx, inputs: ContainerInput[], before: StoredContainer[]): StoreResult {
  const results = inputs.map((input, index) => {
    const kept = before.find(({ name }) => name === input.name)?.secrets ?? [];
    return storeContainer(ctx, input, kept, `containers.${index}`);
  });
  const containers = results.map(({ container }) => container);
  return { containers, faults: [...results.flatMap(({ faults }) => faults), ...containerFaults(containers)] };
}

function storeContainer(ctx: Ctx, input: ContainerInput, kept: StoredSecret[], path: string) {
  const { secrets, faults } = storeSecrets(ctx, input, kept, path);
  const publicPort = input.publicPort ?? null;
  const ports = publicPort === null || input.ports.includes(publicPort) ? input.ports : [...input.ports, publicPort];
  const { name, image, replicas, cpu, memoryMb } = input;
  const container: StoredContainer = {
    ...{ name, image, replicas, cpu, memoryMb, ports, publicPort, secrets },
    registry: input.registry ?? null,
    command: input.command ?? null,
    healthCheck: input.healthCheck ?? null,
    env: Object.entries(input.env).map(([variable, value]) => ({ name: variable, value })),
  };
  return { container, faults };
}

/** A string sets a secret, null removes it, `{ updatedAt }` keeps it and so must find it; what is not named is kept. */
function storeSecrets(ctx: Ctx, input: ContainerInput, kept: StoredSecret[], path: string) {
  const secrets = new Map(kept.map((secret) => [secret.name, secret]));
  const faults: FieldFault[] = [];
  for (const [name, value] of Object.entries(input.secrets)) {
    if (value === null) secrets.delete(name);
    else if (typeof value === 'string')
      secrets.set(name, { name, sealed: sealSecret(ctx, value), updatedAt: ctx.now() });
    else if (!secrets.has(name)) faults.push({ path: `${path}.secrets.${name}`, message: noValue(input.name, name) });
  }
  return { secrets: [...secrets.values()], faults };
}

function noValue(container: string, name: string): string {
  return `The container "${container}" has no stored value of ${name}; give the value.`;
}
