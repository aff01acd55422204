const registry = { name: 'Private', host: 'registry.example.com', username: 'deploy', password: 'secret' };
const freeze = {
  from: { year: 2026, month: 12, day: 20, hour: 18, minute: 0 },
  to: { year: 2027, month: 1, day: 2, hour: 8, minute: 0 },
  timezone: 'Europe/Paris',
};

const schedule = { app: 'f'.repeat(24), cron: '0 20 * * *', timezone: 'Europe/Paris' };

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
  'post /v1/schedules': schedule,
  'post /v1/schedules/preview': schedule,
  'post /v1/freezes': { ...freeze, name: 'Christmas' },
  'post /v1/deployments/{id}/override-freeze': { reason: 'Customers cannot pay.' },
};
