import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { ObjectId } from 'mongodb';
import type { BareContainer } from './bare-body';

interface BareSecret {
  name: string;
  sealed: string;
  updatedAt: Date;
}

interface StoredContainer {
  [field: string]: unknown;
  name: string;
  publicPort: number | null;
  env: { name: string; value: string }[];
  secrets: BareSecret[];
}

/** An app as both sides store it. */
export interface Row {
  [field: string]: unknown;
  _id: ObjectId;
  team: ObjectId;
  name: string;
  nameKey: string;
  host: string;
  containers: StoredContainer[];
  dependsOn: { app: ObjectId; leadMinutes: number }[];
  clonedFrom: ObjectId | null;
  deletingAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

const key = Buffer.from(process.env.MASTER_KEY ?? '', 'base64');

/** A container of a body as it is stored: with defaults, its secrets sealed. */
export function sealed(given: BareContainer, team: ObjectId): StoredContainer {
  const { env = {}, secrets = {}, ports = [], publicPort = null, healthCheck = null } = given;
  return {
    ...{ name: given.name, image: given.image, replicas: 1, cpu: 0.25, memoryMb: 128, ports, publicPort },
    ...{ registry: null, command: null },
    healthCheck: healthCheck && {
      intervalSeconds: 2,
      timeoutSeconds: 2,
      retries: 5,
      startPeriodSeconds: 0,
      ...healthCheck,
    },
    env: Object.entries(env).map(([name, value]) => ({ name, value })),
    secrets: Object.entries(secrets).map(([name, value]) => ({
      name,
      sealed: seal(value, team),
      updatedAt: new Date(),
    })),
  };
}

/** A container for a copy: every secret opened and sealed again. */
export function reseal(container: StoredContainer, team: ObjectId): StoredContainer {
  const secrets = container.secrets.map((secret) => ({ ...secret, sealed: seal(open(secret.sealed, team), team) }));
  return { ...container, secrets };
}

/** An app as it is answered: no secret values, nothing internal. */
export function toReply(row: Row): object {
  return {
    ...{ id: row._id, name: row.name, environment: row.environment, target: row.target },
    containers: row.containers.map((container) => ({
      ...container,
      env: Object.fromEntries(container.env.map(({ name, value }) => [name, value])),
      secrets: Object.fromEntries(container.secrets.map(({ name, updatedAt }) => [name, { updatedAt }])),
    })),
    ...{ dependsOn: row.dependsOn, clonedFrom: row.clonedFrom, status: row.serving ? 'running' : 'never_deployed' },
    address: row.containers.some(({ publicPort }) => publicPort) ? `http://${row.host}.localhost:8080` : null,
    ...{
      currentRevision: null,
      lastDeployment: row.lastDeployment,
      recentDeployments: row.recentDeployments,
      expiresAt: row.expiresAt,
    },
    ...{ createdAt: row.createdAt, updatedAt: row.updatedAt },
  };
}

/** What became of each part of a copy, in as many lines as ours. */
export function manifestOf(source: Row, copy: Row): object[] {
  const parts = source.containers.flatMap(({ name, env, secrets }) => [
    ...['image', 'registry', 'command', 'ports', 'resources', 'healthCheck'].map((part) => `${name}.${part}`),
    ...env.map((variable) => `${name}.env.${variable.name}`),
    ...secrets.map((secret) => `${name}.secrets.${secret.name}`),
  ]);
  const copied = ['environment', 'target', ...parts.map((part) => `containers.${part}`)];
  return [
    {
      part: 'name',
      action: 'rewritten',
      reason: `Names are unique in a team: "${source.name}" became "${copy.name}".`,
    },
    ...copied.map((part) => ({ part, action: 'copied', reason: 'The same as in its source.' })),
    { part: 'address', action: 'rewritten', reason: `The copy answers at http://${copy.host}.localhost:8080.` },
    ...['expiresAt', 'schedules', 'deployments', 'revisions', 'infrastructure'].map((part) => ({
      ...{ part, action: 'left_out', reason: 'A copy has a history and infrastructure of its own, not its source.' },
    })),
  ];
}

function seal(plaintext: string, team: ObjectId): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(contextOf(team));
  const data = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
  return ['v1', 'bare', ...[nonce, cipher.getAuthTag(), data].map((part) => part.toString('base64url'))].join('.');
}

/** Opens what `seal` made, here or in the API, whose last three parts are the same. */
function open(text: string, team: ObjectId): string {
  const [nonce = Buffer.alloc(0), tag = Buffer.alloc(0), data = Buffer.alloc(0)] = text
    .split('.')
    .slice(-3)
    .map((part) => Buffer.from(part, 'base64url'));
  const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(contextOf(team)).setAuthTag(tag);
  return Buffer.concat([decipher.update(data), decipher.final()]).toString('utf8');
}

function contextOf(team: ObjectId): Buffer {
  return Buffer.from(`app-secret:${team}`);
}
