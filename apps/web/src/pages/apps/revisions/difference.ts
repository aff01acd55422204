import type { RevisionDetails } from '@/api/apps';

/** One field that differs between two revisions. A secret never has values, only the word that it changed. */
export interface Difference {
  field: string;
  kind: 'added' | 'removed' | 'changed';
  before: string | null;
  after: string | null;
  isSecret: boolean;
}

/** What differs in one container, or in the app itself. */
export interface DifferenceGroup {
  part: string;
  kind: 'added' | 'removed' | 'changed';
  differences: Difference[];
}

type RevisionContainer = RevisionDetails['containers'][number];
/** Field → text; `secret:NAME` → when it was set, which is compared but never shown. */
type Fields = Map<string, string>;

const secretPrefix = 'secret ';
const registryField = 'registry credentials';

/** What the credentials with an id are called. */
export type RegistryName = (id: string) => string;

/**
 * Every field that differs between two revisions, container by container; empty when they are the same. Credentials
 * are compared by id and shown by name.
 */
export function compareRevisions(
  before: RevisionDetails,
  after: RevisionDetails,
  nameOf: RegistryName,
): DifferenceGroup[] {
  const target = compareFields(flattenTarget(before), flattenTarget(after));
  const names = new Set([...before.containers, ...after.containers].map(({ name }) => name));
  const groups = [...names].map((name) =>
    nameRegistries(compareContainers(name, findByName(before, name), findByName(after, name)), nameOf),
  );
  return [{ part: 'App', kind: 'changed' as const, differences: target }, ...groups].filter(
    ({ differences }) => differences.length > 0,
  );
}

function nameRegistries(group: DifferenceGroup, nameOf: RegistryName): DifferenceGroup {
  const show = (id: string | null) => (id === null ? null : nameOf(id));
  const differences = group.differences.map((difference) =>
    difference.field === registryField
      ? { ...difference, before: show(difference.before), after: show(difference.after) }
      : difference,
  );
  return { ...group, differences };
}

function compareContainers(
  name: string,
  before: RevisionContainer | undefined,
  after: RevisionContainer | undefined,
): DifferenceGroup {
  const kind = before ? (after ? 'changed' : 'removed') : 'added';
  return { part: name, kind, differences: compareFields(flatten(before), flatten(after)) };
}

function compareFields(before: Fields, after: Fields): Difference[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((field) => before.get(field) !== after.get(field))
    .map((field) => toDifference(field, before.get(field), after.get(field)));
}

function toDifference(field: string, before: string | undefined, after: string | undefined): Difference {
  const isSecret = field.startsWith(secretPrefix);
  const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  const show = (text: string | undefined) => (text === undefined || isSecret ? null : text);
  return { field, kind, before: show(before), after: show(after), isSecret };
}

function flattenTarget({ target }: RevisionDetails): Fields {
  return new Map([
    ['target', target.kind],
    ['cloud account', target.cloudAccount ?? 'the engine Oatfin was given'],
  ]);
}

function flatten(container: RevisionContainer | undefined): Fields {
  if (!container) return new Map();
  const { env, secrets, healthCheck } = container;
  const fields: Fields = new Map([
    ['image', container.image],
    ['digest', container.digest],
    ['replicas', String(container.replicas)],
    ['cpu', `${container.cpu} cores`],
    ['memory', `${container.memoryMb} MiB`],
    ['ports', container.ports.join(', ')],
  ]);
  if (container.registry) fields.set(registryField, container.registry);
  if (container.command) fields.set('command', container.command.join(' '));
  if (container.publicPort) fields.set('public port', String(container.publicPort));
  for (const [name, value] of Object.entries(env)) fields.set(`env ${name}`, value);
  for (const [name, { updatedAt }] of Object.entries(secrets)) fields.set(`${secretPrefix}${name}`, updatedAt);
  for (const [name, value] of Object.entries(healthCheck ?? {})) {
    fields.set(`health check ${name}`, Array.isArray(value) ? value.join(' ') : String(value));
  }
  return fields;
}

function findByName({ containers }: RevisionDetails, name: string): RevisionContainer | undefined {
  return containers.find((container) => container.name === name);
}
