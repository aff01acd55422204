import { createMongoAbility, type MongoAbility } from '@casl/ability';
import type { Role } from './roles';

const everyone = ['owner', 'admin', 'developer', 'viewer'] as const;
const developers = ['owner', 'admin', 'developer'] as const;
const admins = ['owner', 'admin'] as const;

/** The one table of who may do what: the API refuses by it and the dashboard hides by it. */
export const permissions = {
  'team:read': everyone,
  'notification:read': everyone,
  'app:read': everyone,
  'app:create': developers,
  'app:update': developers,
  'app:delete': developers,
  'deployment:read': everyone,
  'deployment:create': developers,
  'deployment:cancel': developers,
  'schedule:read': everyone,
  'schedule:create': developers,
  'schedule:update': developers,
  'schedule:cancel': developers,
  'freeze:read': everyone,
  'freeze:create': admins,
  'freeze:update': admins,
  'freeze:delete': admins,
  'freeze:override': admins,
  'audit:read': admins,
  'registry:read': everyone,
  'registry:create': admins,
  'registry:update': admins,
  'registry:delete': admins,
  'image:read': developers,
  'system:read': everyone,
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

/** What a role may do, as a CASL ability: `abilityOf('viewer').can('read', 'app')`. */
export function abilityOf(role: Role): MongoAbility {
  return createMongoAbility(
    Object.entries(permissions)
      .filter(([, roles]) => (roles as readonly Role[]).includes(role))
      .map(([permission]) => toRule(permission)),
  );
}

const abilities = new Map<Role, MongoAbility>();

/** Whether a role holds a permission of the table. Asked at every request: the abilities of the four roles are kept. */
export function mayRole(role: Role, permission: Permission): boolean {
  const ability = abilities.get(role) ?? abilityOf(role);
  abilities.set(role, ability);
  const { action, subject } = toRule(permission);
  return ability.can(action, subject);
}

function toRule(permission: string): { action: string; subject: string } {
  const [subject = '', action = ''] = permission.split(':');
  return { action, subject };
}
