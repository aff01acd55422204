/** How long an app is to live, as a form holds it: hours from now, or a date in ISO 8601. */
export interface Lifetime {
  kind: 'none' | '4' | '24' | '168' | 'date';
  date?: string | null;
}

/** What the API is told: nothing to leave it as it is, null to make it stay. */
export function toExpiry(lifetime: Lifetime | undefined): { expiresAt?: string | null; ttlHours?: number } {
  if (!lifetime || lifetime.kind === 'none') return { expiresAt: null };
  if (lifetime.kind === 'date') return lifetime.date ? { expiresAt: lifetime.date } : {};
  return { ttlHours: Number(lifetime.kind) };
}

/** The lifetime of an app that exists. */
export function fromExpiry(expiresAt: string | null): Lifetime {
  return expiresAt === null ? { kind: 'none' } : { kind: 'date', date: expiresAt };
}
