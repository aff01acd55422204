const knownPorts: [RegExp, number][] = [
  [/(^|\/)(nginx|httpd|caddy|traefik|wordpress|drupal|adminer-nginx|whoami)$/, 80],
  [/(^|\/)(nginx-unprivileged|tomcat|jetty|adminer|jenkins|keycloak)$/, 8080],
  [/(^|\/)(grafana|gitea|uptime-kuma)$/, 3000],
  [/(^|\/)(ghost)$/, 2368],
  [/(^|\/)(prometheus)$/, 9090],
  [/(^|\/)(n8n)$/, 5678],
  [/(^|\/)(metabase)$/, 3000],
  [/(^|\/)(registry)$/, 5000],
];

/** Images that serve no web page: nothing is suggested for them. */
const notPublic = /(^|\/)(redis|valkey|postgres|mysql|mariadb|mongo|memcached|rabbitmq|busybox|alpine|pgbouncer)$/;

/** The port such an image usually listens on; 8080 when it is not known, null when it should not be public at all. */
export function suggestPort(repository: string): number | null {
  if (notPublic.test(repository)) return null;
  return knownPorts.find(([pattern]) => pattern.test(repository))?.[1] ?? 8080;
}
