import { z } from 'zod';

/** What a membership lets a user do; the order is from most to least. */
export const Role = z.enum(['owner', 'admin', 'developer', 'viewer']);
export type Role = z.infer<typeof Role>;
