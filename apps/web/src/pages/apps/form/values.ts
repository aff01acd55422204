import type { App, ContainerInput, CreateAppBody, HealthCheck } from '@oatfin/contracts';
import { fromExpiry, type Lifetime, toExpiry } from '@/components/lifetime/lifetime';
import { joinCommand, splitCommand } from './command';

export interface VariableRow {
  name?: string;
  value?: string;
}

/** A secret in the form. One with `updatedAt` is stored: it is kept unless it is given a value or removed. */
export interface SecretRow extends VariableRow {
  updatedAt?: string;
  isRemoved?: boolean;
}

export interface HealthCheckValues {
  type: 'none' | HealthCheck['type'];
  path?: string;
  port?: number | null;
  command?: string;
  intervalSeconds?: number | null;
  timeoutSeconds?: number | null;
  retries?: number | null;
  startPeriodSeconds?: number | null;
}

export interface ContainerValues {
  name: string;
  image: string;
  registry?: string | null;
  command?: string;
  replicas: number;
  cpu: number;
  memoryMb: number;
  /** As typed; the select that holds them deals in text. */
  ports: string[];
  publicPort: number | null;
  env: VariableRow[];
  secrets: SecretRow[];
  healthCheck: HealthCheckValues;
}

/** Which container a field belongs to: its index, and how fields there are named from where they are drawn. */
export interface ContainerPlace {
  index: number;
  base: (string | number)[];
}

/** The app form's fields. */
export interface AppValues {
  name: string;
  environment: string;
  containers: ContainerValues[];
  /** Ids of apps. */
  dependsOn: string[];
  /** How long before this app each is deployed, by app; of those that are not there, what is usual. */
  leadMinutes: Record<string, number | null>;
  lifetime: Lifetime;
  deployAfter?: boolean;
}

/** How long before the app that needs it a dependency is deployed, unless somebody says otherwise. */
export const usualLeadMinutes = 15;

const probe = { intervalSeconds: 2, timeoutSeconds: 2, retries: 5, startPeriodSeconds: 0 };

/** A container nobody has described yet. */
export function newContainer(name: string): ContainerValues {
  return {
    name,
    image: '',
    replicas: 1,
    cpu: 0.25,
    memoryMb: 128,
    ports: [],
    publicPort: null,
    env: [],
    secrets: [],
    healthCheck: { type: 'none', path: '/', ...probe },
  };
}

/** What an empty form starts with. */
export function newApp(): AppValues {
  return {
    name: '',
    environment: 'production',
    containers: [newContainer('web')],
    dependsOn: [],
    leadMinutes: {},
    lifetime: { kind: 'none' },
    deployAfter: true,
  };
}

/** An app that exists, as the form shows it. */
export function fromApp(app: App): AppValues {
  return {
    name: app.name,
    environment: app.environment,
    containers: app.containers.map(fromContainer),
    dependsOn: app.dependsOn.map((dependency) => dependency.app),
    leadMinutes: Object.fromEntries(app.dependsOn.map(({ app: id, leadMinutes }) => [id, leadMinutes])),
    lifetime: fromExpiry(app.expiresAt),
  };
}

/** The request for these fields. */
export function toBody(values: AppValues, before?: App): Omit<CreateAppBody, 'target'> {
  return {
    name: values.name.trim(),
    environment: values.environment,
    containers: values.containers.map(toContainer),
    dependsOn: values.dependsOn.map((app) => ({ app, leadMinutes: values.leadMinutes[app] ?? usualLeadMinutes })),
    ...(before && isSameLifetime(values.lifetime, before) ? {} : toExpiry(values.lifetime)),
  };
}

function isSameLifetime(lifetime: Lifetime, before: App): boolean {
  return lifetime.kind === 'date' ? lifetime.date === before.expiresAt : lifetime.kind === 'none' && !before.expiresAt;
}

function fromContainer(container: App['containers'][number]): ContainerValues {
  return {
    ...container,
    command: container.command ? joinCommand(container.command) : '',
    ports: container.ports.map(String),
    env: Object.entries(container.env).map(([name, value]) => ({ name, value })),
    secrets: Object.entries(container.secrets).map(([name, { updatedAt }]) => ({ name, updatedAt })),
    healthCheck: fromHealthCheck(container.healthCheck),
  };
}

function fromHealthCheck(check: HealthCheck | null): HealthCheckValues {
  if (!check) return { type: 'none', path: '/', ...probe };
  if (check.type === 'command') return { ...check, path: '/', command: joinCommand(check.command) };
  return { path: '/', ...check };
}

function toContainer(values: ContainerValues): ContainerInput {
  const { publicPort } = values;
  const ports = [...new Set([...values.ports.map(Number), ...(publicPort ? [publicPort] : [])])];
  const command = splitCommand(values.command ?? '');
  return {
    name: values.name,
    image: values.image.trim(),
    registry: values.registry ?? null,
    command: command.length > 0 ? command : null,
    replicas: values.replicas,
    cpu: values.cpu,
    memoryMb: values.memoryMb,
    ports,
    publicPort: publicPort ?? null,
    env: Object.fromEntries(values.env.filter(hasName).map(({ name, value }) => [name, value ?? ''])),
    secrets: toSecrets(values.secrets),
    healthCheck: toHealthCheck(values.healthCheck),
  };
}

function toSecrets(rows: SecretRow[]): ContainerInput['secrets'] {
  return Object.fromEntries(
    rows.filter(hasName).map(({ name, value, updatedAt, isRemoved }) => {
      if (isRemoved) return [name, null];
      return [name, value === undefined && updatedAt ? { updatedAt } : (value ?? '')];
    }),
  );
}

function toHealthCheck(values: HealthCheckValues): HealthCheck | null {
  if (values.type === 'none') return null;
  const tries = {
    intervalSeconds: values.intervalSeconds ?? probe.intervalSeconds,
    timeoutSeconds: values.timeoutSeconds ?? probe.timeoutSeconds,
    retries: values.retries ?? probe.retries,
    startPeriodSeconds: values.startPeriodSeconds ?? probe.startPeriodSeconds,
  };
  if (values.type === 'command') return { type: 'command', command: splitCommand(values.command ?? ''), ...tries };
  const port = values.port ?? 0;
  return values.type === 'http'
    ? { type: 'http', path: values.path || '/', port, ...tries }
    : { type: 'tcp', port, ...tries };
}

function hasName<Row extends VariableRow>(row: Row): row is Row & { name: string } {
  return Boolean(row.name);
}
