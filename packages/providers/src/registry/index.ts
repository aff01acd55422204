export interface ImageReference {
  /** `docker.io`, `ghcr.io`, `127.0.0.1:5000`. */
  host: string;
  /** `library/nginx`, `shop/api`. */
  repository: string;
  tag: string | null;
  digest: string | null;
}
