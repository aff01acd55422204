/** What an image is built for, as registries and engines name it. OCI image spec, "Image Index" and Go's GOOS, GOARCH. */
export interface Platform {
  os: string;
  architecture: string;
  variant?: string | undefined;
}

/** Names that kernels use for what registries call otherwise. */
const aliases: Record<string, string> = { x86_64: 'amd64', aarch64: 'arm64', i386: '386', armhf: 'arm' };

/** Variants that go without saying. */
const usual: Record<string, string> = { amd64: 'v1', arm64: 'v8', arm: 'v7' };

/** `linux/amd64`, `linux/arm/v6`; a variant that goes without saying is left out. */
export function formatPlatform({ os, architecture, variant }: Platform): string {
  const name = aliases[architecture] ?? architecture;
  const suffix = variant === undefined || variant === '' || variant === usual[name] ? '' : `/${variant}`;
  return `${os}/${name}${suffix}`;
}

/** Whether a machine of the platform `wanted` runs an image for `offered`; of the same architecture, the older variants too. */
export function canRun(wanted: string, offered: string): boolean {
  const [machine, image] = [parse(wanted), parse(offered)];
  return machine.name === image.name && image.level <= machine.level;
}

function parse(text: string): { name: string; level: number } {
  const [os = '', architecture = '', variant] = text.split('/');
  const name = aliases[architecture] ?? architecture;
  const level = Number.parseFloat((variant ?? usual[name] ?? 'v0').slice(1));
  return { name: `${os}/${name}`, level: Number.isFinite(level) ? level : 0 };
}
