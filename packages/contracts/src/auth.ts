import { z } from 'zod';
import { Role } from './roles';
import { DisplayName, Id, Message, Timestamp, Timezone } from './wire';

const Email = z.email('must be an e-mail address').max(254).toLowerCase().trim();
const NewPassword = z.string().min(8, 'must be at least 8 characters').max(200);

export const User = z.object({
  id: Id,
  email: z.string(),
  name: z.string(),
  timezone: z.string(),
  createdAt: Timestamp,
});
export type User = z.infer<typeof User>;

/** A team as one of its members sees it. */
export const Team = z.object({ id: Id, name: z.string(), slug: z.string(), role: Role, createdAt: Timestamp });
export type Team = z.infer<typeof Team>;

export const RegisterBody = z.strictObject({
  email: Email,
  password: NewPassword,
  name: DisplayName,
  timezone: Timezone.default('UTC').describe('IANA name, guessed from the browser'),
  team: DisplayName.optional().describe('Name of the first team; default: "<name>\'s team"'),
});
export type RegisterBody = z.infer<typeof RegisterBody>;

export const RegisterReply = z.object({ user: User, team: Team, accessToken: z.string(), message: Message });
export type RegisterReply = z.infer<typeof RegisterReply>;

export const LoginBody = z.strictObject({ email: Email, password: z.string().min(1).max(200) });
export type LoginBody = z.infer<typeof LoginBody>;

export const LoginReply = z.object({ user: User, accessToken: z.string(), message: Message });
export type LoginReply = z.infer<typeof LoginReply>;

export const RefreshReply = z.object({ accessToken: z.string(), message: Message });

export const MeReply = z.object({ user: User, teams: z.array(Team), message: Message });
export type MeReply = z.infer<typeof MeReply>;

export const UpdateMeBody = z.strictObject({ name: DisplayName.optional(), timezone: Timezone.optional() });
export type UpdateMeBody = z.infer<typeof UpdateMeBody>;

export const UserReply = z.object({ user: User, message: Message });

export const CreateTeamBody = z.strictObject({ name: DisplayName });
export const TeamReply = z.object({ team: Team, message: Message });
export const TeamsReply = z.object({ teams: z.array(Team), nextCursor: z.null(), message: Message });
