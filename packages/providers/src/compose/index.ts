import { AppError } from '@oatfin/platform/errors';
import { createCaddyEdge } from '../edge';
import { createMailer, type Mailer } from '../mail';
import { createRegistryClient, type RegistryClient } from '../registry';
import type { Target } from '../targets';
import { connectEngine, createDockerTarget } from '../targets/docker';

/** The part of a process's configuration that says where the outside world is. */
export interface ProvidersConfig {
  DOCKER_HOST?: string | undefined;
  EDGE_ADMIN_URL?: string | undefined;
  EDGE_PORT: number;
  EDGE_CONTAINER?: string | undefined;
  /** Also tells installations that share an engine apart. */
  QUEUE_PREFIX: string;
  SMTP_URL?: string | undefined;
  MAIL_FROM: string;
}

/** Where Caddy's admin API is unless it was moved: https://caddyserver.com/docs/api */
const usualAdminUrl = 'http://127.0.0.1:2019';

/**
 * The outside world of this installation, the same for API and worker. Nothing is asked of it yet: what is missing shows
 * in a target's `status()`. Throws `target.unsupported` for a DOCKER_HOST that is no engine's address.
 */
export function createProviders(config: ProvidersConfig): {
  target(kind: string): Target;
  registry: RegistryClient;
  mail: Mailer | null;
} {
  const edge = createCaddyEdge({
    adminUrl: config.EDGE_ADMIN_URL ?? usualAdminUrl,
    port: config.EDGE_PORT,
    ...(config.EDGE_CONTAINER === undefined ? {} : { container: config.EDGE_CONTAINER }),
  });
  const docker = connectEngine(config.DOCKER_HOST);
  const targets = new Map(
    [createDockerTarget({ docker, edge, instance: config.QUEUE_PREFIX })].map((t) => [t.kind, t]),
  );
  return {
    target: (kind) => {
      const target = targets.get(kind);
      if (!target) throw new AppError('target.unsupported', `This installation does not serve the target ${kind}.`);
      return target;
    },
    registry: createRegistryClient(),
    mail: config.SMTP_URL === undefined ? null : createMailer({ url: config.SMTP_URL, from: config.MAIL_FROM }),
  };
}
