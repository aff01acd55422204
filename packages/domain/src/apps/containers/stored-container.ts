import type { Container, HealthCheck } from '@oatfin/contracts';
import type { Ctx } from '../../context';

/** A variable of a container. Kept as a list: MongoDB would read meaning into some names (`_bsontype`) if they were keys. */
export interface StoredVariable {
  name: string;
  value: string;
}

/** A secret as it is kept: sealed by the keyring for `app-secret:<team>`, never in clear. */
export interface StoredSecret {
  name: string;
  sealed: string;
  updatedAt: Date;
}

/** A container as apps and revisions keep it. `ports` always holds `publicPort`. */
export interface StoredContainer {
  name: string;
  image: string;
  registry: string | null;
  command: string[] | null;
  replicas: number;
  cpu: number;
  memoryMb: number;
  ports: number[];
  publicPort: number | null;
  healthCheck: HealthCheck | null;
  env: StoredVariable[];
  secrets: StoredSecret[];
}

/** A container ready to run: variables by name, and its secrets in clear. Must not leave memory. */
export type OpenContainer = Omit<StoredContainer, 'env' | 'secrets'> & {
  env: Record<string, string>;
  secrets: Record<string, string>;
};

/** A container as it goes over the wire: of secrets, only when they were set. */
export function toContainer(stored: StoredContainer): Container {
  const { name, image, registry, command, replicas, cpu, memoryMb, ports, publicPort, healthCheck } = stored;
  return {
    ...{ name, image, registry, command, replicas, cpu, memoryMb, ports, publicPort, healthCheck },
    env: Object.fromEntries(stored.env.map((variable) => [variable.name, variable.value])),
    secrets: Object.fromEntries(
      stored.secrets.map((secret) => [secret.name, { updatedAt: secret.updatedAt.toISOString() }]),
    ),
  };
}

/** Opens the secrets of containers, for running them. Throws `internal` when they were sealed by another key or team. */
export function openContainers(ctx: Ctx, containers: StoredContainer[]): OpenContainer[] {
  return containers.map((container) => ({
    ...container,
    env: Object.fromEntries(container.env.map(({ name, value }) => [name, value])),
    secrets: Object.fromEntries(container.secrets.map(({ name, sealed }) => [name, openSecret(ctx, sealed)])),
  }));
}

/** Opens every secret and seals it again: a copy shares no sealed value with its source. */
export function resealContainers(ctx: Ctx, containers: StoredContainer[]): StoredContainer[] {
  return containers.map((container) => ({
    ...container,
    secrets: container.secrets.map((secret) => ({
      ...secret,
      sealed: sealSecret(ctx, openSecret(ctx, secret.sealed)),
    })),
  }));
}

/** Seals a secret for the acting team; another team's context cannot open it. */
export function sealSecret(ctx: Ctx, value: string): string {
  return ctx.secrets.seal(value, contextOf(ctx));
}

function openSecret(ctx: Ctx, sealed: string): string {
  return ctx.secrets.open(sealed, contextOf(ctx));
}

function contextOf(ctx: Ctx): string {
  return `app-secret:${ctx.team}`;
}
