import { z } from 'zod';
import { Id, Timestamp } from './wire';

const Port = z.int().min(1).max(65_535);
const Seconds = z.int().min(1).max(3_600);
const Command = z.array(z.string().max(4_096)).min(1).max(100);

const probe = {
  intervalSeconds: Seconds.default(2).describe('Seconds between two tries'),
  timeoutSeconds: Seconds.default(2).describe('Seconds one try may take'),
  retries: z.int().min(1).max(100).default(5).describe('Failed tries in a row before it counts as unhealthy'),
  startPeriodSeconds: z.int().min(0).max(3_600).default(0).describe('Seconds in which failures do not count'),
};

/** How a container shows that it is ready to serve. */
export const HealthCheck = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('http'),
    path: z
      .string()
      .startsWith('/')
      .max(1_024)
      .regex(/^[\x21-\x7e]*$/, 'must be plain ASCII without spaces')
      .default('/'),
    port: Port,
    ...probe,
  }),
  z.strictObject({ type: z.literal('tcp'), port: Port, ...probe }),
  z.strictObject({ type: z.literal('command'), command: Command, ...probe }),
]);
export type HealthCheck = z.infer<typeof HealthCheck>;

const VariableName = z
  .string()
  .max(256)
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be letters, digits and _, not starting with a digit');
const VariableValue = z
  .string()
  .max(32_768)
  .refine((value) => !value.includes('\0'), 'must not contain NUL');

/** A secret as it is read back: when it was set, never its value. */
export const SecretInfo = z.object({ updatedAt: Timestamp });

/**
 * A secret as it is written: a string sets it, null removes it, `{ updatedAt }` (what a read gives) keeps it.
 * On update, names that are absent are kept.
 */
const SecretInput = z.union([VariableValue, z.null(), z.strictObject({ updatedAt: Timestamp })]);

const shape = {
  name: z
    .string()
    .regex(
      /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/,
      'must be 1 to 40 lower-case letters, digits or -, not starting or ending with -',
    ),
  image: z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(512)
    .describe('Image reference: name, name:tag or name@sha256:digest'),
  registry: Id.nullish().describe('Registry credentials to pull with'),
  command: Command.nullish().describe("Overrides the image's command"),
  replicas: z.int().min(1).max(20).default(1),
  cpu: z.number().min(0.05).max(64).default(0.25).describe('CPU cores'),
  memoryMb: z.int().min(8).max(1_048_576).default(128).describe('Memory limit in MiB'),
  ports: z.array(Port).max(50).default([]).describe('Ports the container listens on'),
  publicPort: Port.nullish().describe('The port that gets the traffic; at most one container of an app is public'),
  env: z.record(VariableName, VariableValue).default({}),
  healthCheck: HealthCheck.nullish(),
};

/** A container in a request. Semantic rules across fields answer 422, see docs/api.md. */
export const ContainerInput = z.strictObject({ ...shape, secrets: z.record(VariableName, SecretInput).default({}) });
export type ContainerInput = z.infer<typeof ContainerInput>;

/** A container as it is read back. */
export const Container = z.object({
  ...shape,
  registry: Id.nullable(),
  command: Command.nullable(),
  publicPort: Port.nullable(),
  healthCheck: HealthCheck.nullable(),
  secrets: z.record(z.string(), SecretInfo),
});
export type Container = z.infer<typeof Container>;
