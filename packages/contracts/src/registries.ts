import { z } from 'zod';
import { DisplayName, Id, Message, NextCursor, PageQuery, Timestamp } from './wire';

/** Host and optional port of a registry, as it stands in image references; `docker.io` for Docker Hub. */
const RegistryHost = z
  .string()
  .trim()
  .toLowerCase()
  .regex(
    /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/,
    'must be a host such as registry.example.com or localhost:5000, without https://',
  )
  .max(255);

export const Registry = z.object({
  id: Id,
  name: z.string(),
  host: z.string(),
  username: z.string(),
  verifiedAt: Timestamp.nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Registry = z.infer<typeof Registry>;

export const CreateRegistryBody = z.strictObject({
  name: DisplayName,
  host: RegistryHost,
  username: z.string().trim().min(1).max(255),
  password: z.string().min(1).max(8_192).describe('Password or access token; never given back'),
});
export type CreateRegistryBody = z.infer<typeof CreateRegistryBody>;

export const UpdateRegistryBody = CreateRegistryBody.partial().strict();
export type UpdateRegistryBody = z.infer<typeof UpdateRegistryBody>;

export const RegistryReply = z.object({ registry: Registry, message: Message });
export const RegistriesReply = z.object({ registries: z.array(Registry), nextCursor: NextCursor, message: Message });
export const ListRegistriesQuery = PageQuery.strict();
export type ListRegistriesQuery = z.infer<typeof ListRegistriesQuery>;

/** `POST /v1/images/resolve`: what a reference stands for right now. */
export const ResolveImageBody = z.strictObject({
  image: z.string().trim().min(1).max(512),
  registry: Id.nullish(),
});
export type ResolveImageBody = z.infer<typeof ResolveImageBody>;

export const ResolvedImage = z.object({
  reference: z.string().describe('The full reference: host/repository:tag'),
  host: z.string(),
  repository: z.string(),
  tag: z.string().nullable(),
  digest: z.string().describe('sha256:… of the manifest or index'),
  platforms: z.array(z.string()).describe('linux/amd64, …; empty when the registry does not say'),
});
export type ResolvedImage = z.infer<typeof ResolvedImage>;
export const ResolveImageReply = z.object({ image: ResolvedImage, message: Message });
