import type { BaseContext, TeamContext } from '@oatfin/platform/context';
import type { Mailer } from '@oatfin/providers/mail';
import type { RegistryClient } from '@oatfin/providers/registry';
import type { Target } from '@oatfin/providers/targets';

/** The outside world, as the use cases see it. */
export interface Providers {
  /** The target an app names; throws `target.unsupported` for a kind this installation does not serve. */
  target(kind: string): Target;
  registry: RegistryClient;
  /** null: this installation sends no mail. */
  mail: Mailer | null;
}

/** What a use case without a team is given: sign-up, login, sweeps. */
export interface SystemCtx extends BaseContext {
  providers: Providers;
  /** Limits of this installation. */
  limits: { teamConcurrency: number };
  /** Port at which apps answer through the edge. */
  edgePort: number;
  /** Where people reach the dashboard, without a slash at the end: the links in mails begin with it. */
  publicUrl: string;
  /** Whether mails are kept and shown at /mailbox: in development alone. */
  hasMailbox: boolean;
}

/** What a use case of a person is given first: a login, but no team (`me`, the list of teams). */
export interface UserCtx extends SystemCtx, Pick<TeamContext, 'actor'> {}

/** What a use case of a team's things is given first. */
export interface Ctx extends SystemCtx, Pick<TeamContext, 'team' | 'actor'> {}

/** The public address as `publicUrl` wants it; an installation that was not told one is on this machine. */
export function toPublicUrl(given: string | undefined): string {
  return (given ?? 'http://localhost:3000').replace(/\/+$/, '');
}

/** The context of Oatfin itself acting for a team, in a worker. */
export function actForTeam(ctx: SystemCtx, team: string): Ctx {
  return { ...ctx, team, actor: { kind: 'system', id: 'oatfin', name: 'Oatfin' } };
}
