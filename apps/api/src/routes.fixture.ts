const registry = { name: 'Private', host: 'registry.example.com', username: 'deploy', password: 'secret' };

/** A body for each route that needs fields, by method and path. */
export const bodies: Record<string, object> = {
  'post /v1/auth/register': {
    email: 'ada@example.com',
    password: 'correct horse',
    name: 'Ada',
    timezone: 'Europe/Paris',
  },
  'post /v1/auth/login': { email: 'ada@example.com', password: 'correct horse' },
  'post /v1/teams': { name: 'Acme' },
  'post /v1/registries': registry,
  'post /v1/images/resolve': { image: 'registry.example.com/shop/api:1' },
  'post /v1/apps': { name: 'api', containers: [{ name: 'web', image: 'registry.example.com/shop/api:1' }] },
};
