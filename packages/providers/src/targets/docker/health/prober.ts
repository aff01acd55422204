/** Each gives null when all is well, else what went wrong, in words. */
export interface Prober {
  http(address: string, port: number, path: string, timeoutSeconds: number): Promise<string | null>;
  tcp(address: string, port: number, timeoutSeconds: number): Promise<string | null>;
}

/** Redirects count: the app answered. */
export function httpFault(path: string, status: number): string | null {
  return status >= 200 && status < 400 ? null : `GET ${path} answered ${status}`;
}
