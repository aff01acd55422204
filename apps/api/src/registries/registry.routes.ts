import {
  CreateRegistryBody,
  ListRegistriesQuery,
  RegistriesReply,
  RegistryReply,
  UpdateRegistryBody,
} from '@oatfin/contracts';
import { createRegistry, getRegistry, listRegistries, updateRegistry, verifyRegistry } from '@oatfin/domain/registries';
import { removeRegistry } from '@oatfin/domain/registry-removal';
import { NoReply, type Route, route } from '../http/route';

const tag = 'Registries';

export const registryRoutes: Route[] = [
  route({
    method: 'get',
    path: '/v1/registries',
    permission: 'registry:read',
    summary: 'The registries of the team, by name',
    tag,
    query: ListRegistriesQuery,
    reply: RegistriesReply,
    status: 200,
    handle: (ctx, { query }) => listRegistries(ctx, query),
  }),
  route({
    method: 'post',
    path: '/v1/registries',
    permission: 'registry:create',
    summary: 'Add credentials for a private registry',
    description: 'The registry is asked at once: what it does not accept is not stored.',
    tag,
    body: CreateRegistryBody,
    reply: RegistryReply,
    status: 201,
    location: ({ registry }) => `/v1/registries/${registry.id}`,
    handle: async (ctx, { body }) => ({ registry: await createRegistry(ctx, body) }),
  }),
  route({
    method: 'get',
    path: '/v1/registries/{id}',
    permission: 'registry:read',
    summary: 'Read a registry; never its password',
    tag,
    reply: RegistryReply,
    status: 200,
    handle: async (ctx, { params }) => ({ registry: await getRegistry(ctx, params.id) }),
  }),
  route({
    method: 'patch',
    path: '/v1/registries/{id}',
    permission: 'registry:update',
    summary: 'Change a registry',
    description: 'Another host needs the password again; what changes the login is verified before it is stored.',
    tag,
    body: UpdateRegistryBody,
    reply: RegistryReply,
    status: 200,
    handle: async (ctx, { params, body }) => ({ registry: await updateRegistry(ctx, params.id, body) }),
  }),
  route({
    method: 'delete',
    path: '/v1/registries/{id}',
    permission: 'registry:delete',
    summary: 'Remove a registry that no app pulls with',
    tag,
    reply: NoReply,
    status: 204,
    handle: (ctx, { params }) => removeRegistry(ctx, params.id),
  }),
  route({
    method: 'post',
    path: '/v1/registries/{id}/verify',
    permission: 'registry:update',
    summary: 'Ask the registry whether the stored credentials are good still',
    tag,
    reply: RegistryReply,
    status: 200,
    handle: async (ctx, { params }) => ({ registry: await verifyRegistry(ctx, params.id) }),
  }),
];
